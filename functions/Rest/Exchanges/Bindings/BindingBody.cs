using System.ComponentModel.DataAnnotations;

namespace QueueService.Functions.Rest.Exchanges.Bindings;

/// <summary>A way out of an exchange, to exactly one of queue and exchange.</summary>
internal sealed record BindingBody
{
    [MinLength(1), MaxLength(Limits.MaxQueueNameLength)]
    public string? Queue { get; init; }

    [MinLength(1), MaxLength(Limits.MaxExchangeNameLength)]
    public string? Exchange { get; init; }

    /// <summary>The key of a direct exchange, the pattern of a topic exchange; others have none.</summary>
    [MaxLength(Limits.MaxTopicBytes)]
    public string? RoutingKey { get; init; }

    public MatchBody? Match { get; init; }
}
