namespace QueueService.Functions.Rest.OpenApi;

/// <summary>A member of a request that may be null, which takes away what it names.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TakesNullAttribute : Attribute;
