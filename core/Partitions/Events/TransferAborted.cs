using QueueService.Storage;

namespace QueueService.Partitions.Events;

/// <summary>The destination was deleted; all messages on their way to it can be received here again.</summary>
internal sealed record TransferAborted(PartitionId Destination) : PartitionEvent(EventKind.TransferAborted);
