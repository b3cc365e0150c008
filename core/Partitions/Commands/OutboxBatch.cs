using QueueService.Storage;

namespace QueueService.Partitions.Commands;

/// <summary>The first messages on their way to one destination; the n-th has the number <c>First + n</c>.</summary>
/// <param name="End">The number behind those of all that are on their way there.</param>
internal sealed record OutboxBatch(
    PartitionId Destination, TransferNumber First, TransferNumber End, IReadOnlyList<OutboxItem> Items);
