namespace QueueService.Functions.Rest.OpenApi;

/// <summary>A body that a call takes, as the OpenAPI document shows it.</summary>
internal sealed record RequestExample(string Json);
