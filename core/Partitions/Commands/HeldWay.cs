using QueueService.Storage;

namespace QueueService.Partitions.Commands;

/// <summary>Where a dead letter goes that was held.</summary>
/// <param name="Destinations">Each once; none lets it go for good.</param>
internal sealed record HeldWay(SequenceNumber Message, IReadOnlyList<PartitionId> Destinations);
