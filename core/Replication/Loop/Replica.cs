using QueueService.Replication.Snapshots;
using QueueService.Storage;

namespace QueueService.Replication.Loop;

/// <summary>The state of a partition as this process knows it, and how it follows the log. Loop-owned.</summary>
internal sealed class Replica
{
    private readonly Partition _partition;

    /// <summary>Bytes of payloads in the log, if what nobody needed was trimmed when the replica was made.</summary>
    private long _storedBytes;

    private Replica(Partition partition, RestoredMachine restored, LogHead head, SnapshotReference? snapshot)
    {
        _partition = partition;
        Machine = restored.Machine;
        Parts = restored.Parts;
        Head = head;
        Snapshot = snapshot;
        _storedBytes = Machine.NeededBytes;
    }

    public StateMachine Machine { get; }

    /// <summary>Where the log ended when this replica last reached its end.</summary>
    public LogHead Head { get; private set; }

    /// <summary>The newest snapshot that the log names.</summary>
    public SnapshotReference? Snapshot { get; private set; }

    /// <summary>The parts of snapshots that hold what this replica holds.</summary>
    public SnapshotParts Parts { get; }

    /// <summary>Bytes of events that a cold start would have to replay.</summary>
    public long ReplayBytes { get; private set; }

    /// <summary>The frames that they are in.</summary>
    public int ReplayFrames { get; private set; }

    /// <summary>Bytes of payloads that the log keeps although nothing needs them any more.</summary>
    public long UnneededBytes => _storedBytes - Machine.NeededBytes;

    /// <summary>Rebuilds the state from the newest snapshot and the frames behind it.</summary>
    /// <param name="contest">What the log may tell on the way; null if nothing is asked.</param>
    public static async Task<Replica> OpenAsync(
        Partition partition, IBlobStore blobs, CancellationToken cancellationToken, Contest? contest = null)
    {
        PartitionId id = partition.Id;
        ICommitLog log = partition.Log;
        while (true)
        {
            LogHead head = await log.ReadHeadAsync(cancellationToken);
            if (head.Last == FrameNumber.None)
                throw new PartitionClosedException(id);
            SnapshotReference? snapshot = partition.ReadNote(head.Note.Span).Snapshot;
            RestoredMachine? restored = snapshot is { } reference
                ? await new SnapshotReader(partition, blobs).ReadAsync(reference, cancellationToken)
                : new RestoredMachine(partition.Create(), new SnapshotParts());

            // A snapshot or a frame that is gone was superseded between two reads: the log has a newer head then.
            if (restored is not null)
            {
                contest?.MeetSnapshot(restored.Machine);
                Replica replica = new(partition, restored, head, snapshot);
                if (await replica.CatchUpAsync(cancellationToken, contest))
                    return replica;
            }

            LogHead now = await log.ReadHeadAsync(cancellationToken);
            if (now.Last == head.Last)
                throw new StorageCorruptException(
                    $"Partition {id} lacks its snapshot or frames before frame {head.Last}.");
        }
    }

    /// <summary>
    /// Follows the log to its end. False if frames are missing because they were trimmed: the replica is too old to go
    /// on.
    /// </summary>
    /// <param name="contest">What the log may tell on the way; null if nothing is asked.</param>
    public async Task<bool> CatchUpAsync(CancellationToken cancellationToken, Contest? contest = null)
    {
        LogHead head = await ReadHeadAsync(cancellationToken);
        while (head.Last > Machine.LastFrame)
        {
            await foreach (LogFrame frame in _partition.Log.ReadAsync(Machine.LastFrame.Next, cancellationToken))
            {
                if (frame.Number != Machine.LastFrame.Next)
                    return false;
                Follow(frame);
                contest?.Meet(frame);
            }

            FrameNumber seen = head.Last;
            if (Machine.LastFrame < seen)
                return false;
            head = await ReadHeadAsync(cancellationToken);
        }

        Head = head;
        Snapshot = _partition.ReadNote(head.Note.Span).Snapshot;
        return true;
    }

    /// <summary>Applies the frame that this process has just appended.</summary>
    /// <param name="draft">What it was made of.</param>
    public void Committed(LogHead head, NewFrame frame, Draft draft)
    {
        Machine.Fold(draft, frame.Number);
        Head = head;
        CountReplay(frame.Events.Length, draft.EventCount);
        _storedBytes += frame.Payload.Length;
        if (!frame.Payload.IsEmpty)
            _partition.Remember(frame.Number, draft, frame.Payload);
    }

    /// <summary>Where it is now, for a snapshot that is taken now.</summary>
    public ReplicaMark Mark() => new(this, ReplayBytes, ReplayFrames, _storedBytes, Machine.NeededBytes);

    /// <summary>The log names this snapshot from now on.</summary>
    /// <param name="taken">
    /// Where the replica was when it was taken. If that was another replica, this one does not know what the snapshot
    /// covers of what it has counted, and counts on: the next snapshot is due the sooner.
    /// </param>
    public void Published(SnapshotReference snapshot, ReplicaMark taken)
    {
        Snapshot = snapshot;
        if (taken.Replica != this)
            return;
        ReplayBytes -= taken.ReplayBytes;
        ReplayFrames -= taken.ReplayFrames;
        _storedBytes -= taken.StoredBytes - taken.LiveBytes;
    }

    /// <summary>The end of the log, which a deletion may take away at any time.</summary>
    private async Task<LogHead> ReadHeadAsync(CancellationToken cancellationToken)
    {
        LogHead head = await _partition.Log.ReadHeadAsync(cancellationToken);
        return head.Last == FrameNumber.None || head.Last < Machine.LastFrame
            ? throw new PartitionClosedException(_partition.Id)
            : head;
    }

    /// <summary>
    /// A frame without events, as one that names a snapshot, must not by itself make another snapshot due at rest.
    /// </summary>
    private void CountReplay(int bytes, int events)
    {
        ReplayBytes += events > 0 ? bytes : 0;
        ReplayFrames++;
    }

    private void Follow(LogFrame stored)
    {
        FollowedFrame frame = Machine.Follow(stored);
        CountReplay(stored.Events.Length, frame.Events);
        _storedBytes += frame.PayloadLength;
        if (stored.Payload is { IsEmpty: false })
            _partition.Remember(stored);
    }
}
