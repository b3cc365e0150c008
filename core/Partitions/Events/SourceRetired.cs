using QueueService.Storage;

namespace QueueService.Partitions.Events;

/// <summary>
/// A partition that messages came from is closed for good, and nothing is on its way from there: what was taken from it
/// need not be known any more. From the second feature level on.
/// </summary>
internal sealed record SourceRetired(PartitionId Source) : PartitionEvent(EventKind.SourceRetired);
