using QueueService.Partitions.Codec;
using QueueService.Partitions.State;
using QueueService.Replication.Snapshots;
using QueueService.Storage;
using QueueService.Storage.Memory;
using QueueService.Tests.Simulation.Service;

namespace QueueService.Tests.Simulation.Checks;

/// <summary>After everything was consumed nothing is left in memory, and the logs and blobs have shrunk.</summary>
internal static class LeakCheck
{
    /// <summary>Bytes of events that the commit adds which names the last snapshot, and those it was raced by.</summary>
    private const int Slack = 1000;

    public static IEnumerable<string> Check(Evidence evidence)
    {
        foreach (ArchivedLog log in evidence.Cluster.Archive.Logs)
        {
            // What a deleted queue held is gone with its log.
            PartitionState state = log.State;
            if (state.IsClosed || log.IsDeleted)
                continue;
            if (state.StoredUnread.Any() || state.Touched.Any() || state.StoredBytes != 0)
                yield return $"Partition {state.Id} still holds messages.";
            if (evidence.Cluster.Disk.Logs.TryGetValue(state.Id, out MemoryLogData? data))
            {
                foreach (string leak in CheckDisk(evidence, log, data))
                    yield return leak;
            }
        }
    }

    private static IEnumerable<string> CheckDisk(Evidence evidence, ArchivedLog log, MemoryLogData data)
    {
        PartitionId id = log.State.Id;
        SnapshotReference? named = QueueNoteCodec.Decode(data.Head.Note.Span).Snapshot;
        string folder = SnapshotReference.Folder(id);
        string[] blobs =
        [
            .. evidence.Cluster.Disk.Blobs.Keys.Where(name => name.StartsWith(folder, StringComparison.Ordinal)),
        ];
        string[] needed = named is { } snapshot ? [.. StoredSnapshots.BlobsOf(evidence.Cluster.Disk, id, snapshot)] : [];
        if (needed.Except(blobs, StringComparer.Ordinal).Any())
            yield return $"Partition {id} lacks the snapshot that its log names, or a part of it.";
        long frame = named?.Frame.Value ?? 0;
        List<LogFrame> frames = data.From(new FrameNumber(1), int.MaxValue);
        long behind = frames.Count(stored => stored.Number.Value > frame);
        if (behind != log.State.LastFrame.Value - frame)
            yield return $"Partition {id} lacks frames behind its snapshot.";

        // What a process left behind that ended meanwhile is cleared away by the next snapshot, not before.
        if (log.State.LastFrame == log.Marked)
            yield break;
        long bytes = frames.Where(stored => stored.Number.Value > frame).Sum(stored => stored.Events.Length);
        if (bytes > evidence.Plan.Memory.MaxReplayBytesAtRest + Slack)
            yield return $"Partition {id} has {bytes} bytes of events behind its snapshot at rest.";
        long contents = frames.Where(stored => stored.Number.Value > frame).Sum(stored => stored.Payload!.Value.Length);
        if (contents > evidence.Plan.Memory.MaxUnneededBytesAtRest + Slack)
            yield return $"Partition {id} has {contents} bytes of contents that nobody needs at rest.";
        if (frame <= log.Marked.Value || log.State.LastFrame.Value == frame)
            yield break;
        string[] old = [.. blobs.Except(needed, StringComparer.Ordinal).Where(name => named!.Value.IsNotOlderThan(id, name))];
        if (old.Length > 0)
            yield return $"Partition {id} still has {old.Length} blobs of superseded snapshots.";
        PartitionState covered = log.Replay(frame);
        if (!covered.StoredUnread.Any() && !covered.Touched.Any() && frames.Count > behind)
            yield return $"Partition {id} has {frames.Count - behind} frames that nobody needs.";
    }
}
