using QueueService.Storage;

namespace QueueService.Partitions.Commands;

/// <summary>The first messages on their way to one destination; the n-th has the number <c>First + n</c>.</summary>
internal sealed record OutboxBatch(PartitionId Destination, TransferNumber First, IReadOnlyList<OutboxItem> Items);
