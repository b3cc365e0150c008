using QueueService.Partitions.Commands;
using QueueService.Storage;
using QueueService.Transfers;

namespace QueueService.Partitions.Moves;

/// <summary>The first messages on their way to one destination.</summary>
internal sealed record MessageBatch(
    PartitionId Destination, TransferNumber First, TransferNumber End, IReadOnlyList<OutboxItem> Items)
    : OutboxBatch(Destination, First, End, Items.Count);
