using QueueService.Partitions;
using QueueService.Storage;
using QueueService.Transfers;

namespace QueueService.Exchanges.Commands;

/// <summary>What a publish has become.</summary>
/// <param name="First">The number of the first message; the others follow.</param>
/// <param name="Last">For each destination the number of the last copy.</param>
internal sealed record PublishReceipt(
    SequenceNumber First, IReadOnlyList<KeyValuePair<PartitionId, TransferNumber>> Last);
