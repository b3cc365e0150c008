using QueueService.Partitions.Loop;
using QueueService.Partitions.State;
using QueueService.Storage;
using QueueService.Storage.Memory;
using QueueService.Tests.Simulation.Service;

namespace QueueService.Tests.Simulation.Checks;

/// <summary>After everything was consumed nothing is left in memory, and the logs and blobs have shrunk.</summary>
internal static class LeakCheck
{
    public static IEnumerable<string> Check(Evidence evidence)
    {
        foreach (ArchivedLog log in evidence.Cluster.Archive.Logs)
        {
            PartitionState state = log.State;
            if (!state.Unread.IsEmpty || state.Touched.Any() || state.Bytes != 0)
                yield return $"Partition {state.Id} still holds messages.";
            if (evidence.Cluster.Disk.Logs.TryGetValue(state.Id, out MemoryLogData? data))
            {
                foreach (string leak in CheckDisk(evidence, state, data))
                    yield return leak;
            }
        }
    }

    private static IEnumerable<string> CheckDisk(Evidence evidence, PartitionState state, MemoryLogData data)
    {
        SnapshotReference? named = HeadNote.Decode(data.Head.Note.Span).Snapshot;
        string folder = SnapshotReference.Folder(state.Id);
        string[] blobs = [.. evidence.Cluster.Disk.Blobs.Keys.Where(name => name.StartsWith(folder, StringComparison.Ordinal))];
        if (named is { } reference && !blobs.Contains(reference.BlobName(state.Id), StringComparer.Ordinal))
            yield return $"Partition {state.Id} lacks the snapshot that its log names.";
        if (blobs.Length > 1 + evidence.Cluster.Instances.Count)
            yield return $"Partition {state.Id} has {blobs.Length} snapshots.";
        long frame = named?.Frame.Value ?? 0;
        List<LogFrame> frames = data.From(new FrameNumber(1), int.MaxValue);
        if (!frames.Select(stored => stored.Number.Value).Where(number => number > frame)
            .SequenceEqual(Enumerable.Range(0, (int)(state.LastFrame.Value - frame)).Select(n => frame + 1 + n)))
            yield return $"Partition {state.Id} lacks frames behind its snapshot.";
    }
}
