using QueueService.Storage;
using QueueService.Transfers;

namespace QueueService.Partitions.Events;

/// <summary>
/// The destination has taken all transfers up to <paramref name="Last"/>; the messages are gone from here.
/// </summary>
internal sealed record TransferFinished(PartitionId Destination, TransferNumber Last)
    : PartitionEvent(EventKind.TransferFinished);
