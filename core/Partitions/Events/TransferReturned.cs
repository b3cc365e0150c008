using QueueService.Storage;
using QueueService.Transfers;

namespace QueueService.Partitions.Events;

/// <summary>
/// The destination was deleted; the messages on their way to it up to <paramref name="Last"/> can be received here
/// again. From the second feature level on; before it, <see cref="TransferAborted"/> is about all of them at once.
/// </summary>
internal sealed record TransferReturned(PartitionId Destination, TransferNumber Last)
    : PartitionEvent(EventKind.TransferReturned);
