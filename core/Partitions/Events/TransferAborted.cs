using QueueService.Storage;

namespace QueueService.Partitions.Events;

/// <summary>
/// The destination was deleted; all messages on their way to it can be received here again. Written before the second
/// feature level only.
/// </summary>
internal sealed record TransferAborted(PartitionId Destination) : PartitionEvent(EventKind.TransferAborted);
