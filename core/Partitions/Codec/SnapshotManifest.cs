using QueueService.Partitions.State;
using QueueService.Replication.Snapshots;

namespace QueueService.Partitions.Codec;

/// <summary>A snapshot in parts.</summary>
/// <param name="Parts">In the order in which their items come; unread runs, messages, then deduplication ids.</param>
/// <param name="Rest">The state without what is in parts: its items come behind those of the parts.</param>
internal sealed record SnapshotManifest(IReadOnlyList<SnapshotPart> Parts, PartitionSnapshot Rest);
