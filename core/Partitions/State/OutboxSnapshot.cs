using QueueService.Storage;
using QueueService.Transfers;

namespace QueueService.Partitions.State;

/// <summary>An outbox in a snapshot.</summary>
/// <param name="Pending">In order of their transfer numbers, which end before <paramref name="Next"/>.</param>
internal sealed record OutboxSnapshot(
    PartitionId Destination, TransferNumber Next, IReadOnlyCollection<SequenceNumber> Pending);
