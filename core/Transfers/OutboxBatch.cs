using QueueService.Storage;

namespace QueueService.Transfers;

/// <summary>
/// The first items on their way to one destination; the n-th has the number <c>First + n</c>. Kinds derive their own.
/// </summary>
/// <param name="End">The number behind those of all that are on their way there.</param>
/// <param name="Count">How many items the batch has; at least 1.</param>
internal record OutboxBatch(PartitionId Destination, TransferNumber First, TransferNumber End, int Count);
