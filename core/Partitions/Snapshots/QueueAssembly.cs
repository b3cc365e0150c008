using QueueService.Partitions.Codec;
using QueueService.Partitions.Machine;
using QueueService.Replication.Snapshots;

namespace QueueService.Partitions.Snapshots;

/// <summary>Puts the machine of a queue together from the parts of a snapshot.</summary>
internal sealed class QueueAssembly(QueuePartition partition, SnapshotManifest manifest) : SnapshotAssembly
{
    private readonly StateAssembly _state = new(manifest);

    public override IReadOnlyList<SnapshotPart> Parts => manifest.Parts;

    public override void Add(SnapshotPart part, ReadOnlySpan<byte> bytes) => _state.Add(part, bytes);

    public override RestoredMachine Restore(SnapshotReference reference)
    {
        RestoredState restored = _state.Restore(partition.Id, reference);
        return new RestoredMachine(new QueueMachine(restored.State, partition), restored.Parts);
    }
}
