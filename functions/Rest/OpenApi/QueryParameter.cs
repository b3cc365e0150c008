namespace QueueService.Functions.Rest.OpenApi;

/// <summary>What the OpenAPI document says of a query parameter.</summary>
/// <param name="IsWhole">Whether a number may have no fraction.</param>
internal sealed record QueryParameter(
    string Name, string Description, int? Minimum, int? Maximum, IReadOnlyList<string>? Words, bool IsWhole)
{
    /// <summary>A parameter with a range is a number.</summary>
    public bool IsNumber => Maximum is not null;
}
