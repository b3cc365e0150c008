using QueueService.Replication.Snapshots;
using QueueService.Storage;

namespace QueueService.Tests.Simulation.Counters;

/// <summary>Writes the snapshot of a counter, in one piece.</summary>
internal sealed class CounterSnapshotWriter(
    CounterPartition partition, SnapshotTask task, byte[] saved, IReadOnlyList<FrameRange> kept) : SnapshotWriter
{
    public override async Task<WrittenSnapshot> WriteAsync(CancellationToken cancellationToken)
    {
        await partition.Store.Blobs.PutAsync(task.Reference.BlobName(partition.Id), saved, cancellationToken);
        return new WrittenSnapshot(task.Reference, [], kept, saved.Length) { Taken = task.Taken, Behind = task.Behind };
    }
}
