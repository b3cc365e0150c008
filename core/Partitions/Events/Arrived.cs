using QueueService.Storage;
using QueueService.Transfers;

namespace QueueService.Partitions.Events;

/// <summary>
/// Messages came from another partition, of which all transfers up to <paramref name="Last"/> are now taken. They have
/// the sequence numbers from <paramref name="First"/> on.
/// </summary>
internal sealed record Arrived(PartitionId Source, TransferNumber Last, SequenceNumber First, StoredMessage[] Messages)
    : PartitionEvent(EventKind.Arrived);
