using QueueService.Partitions.Messages;

namespace QueueService.Queues.Messages;

/// <summary>What became of one message of a send.</summary>
/// <param name="MessageId">That of the first message if this one was a duplicate.</param>
/// <param name="SequenceNumber">Increases with every message of a partition (hence of a message group).</param>
/// <param name="Deduplicated">True if an equal deduplication id was accepted within the last 5 minutes.</param>
/// <param name="Error">Set if the partition that this message belongs to refused its share of the batch.</param>
public sealed record SendResult(
    MessageId MessageId, long SequenceNumber, bool Deduplicated, BrokerException? Error = null);
