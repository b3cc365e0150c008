using QueueService.Partitions.Messages;

namespace QueueService.Routing.Publishing;

/// <summary>What became of one message of a publish.</summary>
/// <param name="MessageId">That of all copies.</param>
/// <param name="Queues">The queues that it reached, by ordinal order of their names; none if it had no route.</param>
public sealed record PublishResult(MessageId MessageId, IReadOnlyList<QueueName> Queues)
{
    /// <summary>Those among them that get their copy later: it is durable, and on its way.</summary>
    public IReadOnlyList<QueueName> Pending { get; init; } = [];
}
