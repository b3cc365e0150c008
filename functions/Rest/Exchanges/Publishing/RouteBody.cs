using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace QueueService.Functions.Rest.Exchanges.Publishing;

/// <summary>A message as far as its route hangs on it, with at most one of the keys.</summary>
internal sealed record RouteBody
{
    /// <summary>Empty unless given.</summary>
    [MaxLength(Limits.MaxTopicBytes)]
    public string? RoutingKey { get; init; }

    [MinLength(RoutingKeyParser.Fewest), MaxLength(Limits.MaxRoutingKeys)]
    public IReadOnlyList<string>? RoutingKeys { get; init; }

    public IReadOnlyDictionary<string, JsonElement>? Attributes { get; init; }
}
