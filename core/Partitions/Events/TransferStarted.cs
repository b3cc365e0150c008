using QueueService.Storage;
using QueueService.Transfers;

namespace QueueService.Partitions.Events;

/// <summary>
/// Messages are on their way to another partition; they can no longer be received here. The n-th has the transfer
/// number
/// <c>First + n</c>.
/// </summary>
internal sealed record TransferStarted(
    PartitionId Destination, MoveReason Reason, TransferNumber First, MessageReference[] Messages)
    : PartitionEvent(EventKind.TransferStarted);
