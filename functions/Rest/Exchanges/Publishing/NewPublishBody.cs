using System.ComponentModel.DataAnnotations;
using QueueService.Functions.Rest.Messages.Shapes;

namespace QueueService.Functions.Rest.Exchanges.Publishing;

/// <summary>A message to publish, with exactly one of body and bodyBase64, and at most one of the keys.</summary>
internal sealed record NewPublishBody : NewMessageBody
{
    /// <summary>Empty unless given.</summary>
    [MaxLength(Limits.MaxTopicBytes)]
    public string? RoutingKey { get; init; }

    /// <summary>Where any of these leads, the message goes, once.</summary>
    [MinLength(RoutingKeyParser.Fewest), MaxLength(Limits.MaxRoutingKeys)]
    public IReadOnlyList<string>? RoutingKeys { get; init; }

    /// <summary>Whether the publish is refused if the message would reach no queue; true unless given.</summary>
    public bool? Mandatory { get; init; }
}
