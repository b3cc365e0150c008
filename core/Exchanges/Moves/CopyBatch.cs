using QueueService.Storage;
using QueueService.Transfers;

namespace QueueService.Exchanges.Moves;

/// <summary>The first copies on their way to one partition.</summary>
internal sealed record CopyBatch(
    PartitionId Destination, TransferNumber First, TransferNumber End, IReadOnlyList<OutboxRun> Runs)
    : OutboxBatch(Destination, First, End, Runs.Sum(run => run.Count));
