namespace QueueService.Functions.Rest.OpenApi;

/// <summary>What the OpenAPI document says of a query parameter.</summary>
internal sealed record QueryParameter(
    string Name, string Description, int? Minimum, int? Maximum, IReadOnlyList<string>? Words);
