using QueueService.Partitions.Codec;
using QueueService.Partitions.Contents;
using QueueService.Partitions.Events;
using QueueService.Partitions.State;
using QueueService.Queues;
using QueueService.Storage;

namespace QueueService.Partitions.Loop;

/// <summary>The state of a partition as this process knows it, and how it follows the log.</summary>
internal sealed class Replica
{
    private readonly ICommitLog _log;
    private readonly FrameReader _frames;

    /// <summary>Bytes of contents in the log, if what nobody needed was trimmed when the replica was made.</summary>
    private long _storedBytes;

    private Replica(
        RestoredPartition restored, LogHead head, SnapshotReference? snapshot, ICommitLog log, FrameReader frames)
    {
        PartitionState state = restored.State;
        State = state;
        Parts = restored.Parts;
        Head = head;
        Snapshot = snapshot;
        _log = log;
        _frames = frames;
        _storedBytes = state.StoredBytes;
    }

    public PartitionState State { get; }

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

    /// <summary>Bytes of contents that the log keeps although their messages are gone.</summary>
    public long UnneededBytes => _storedBytes - State.StoredBytes;

    /// <summary>Rebuilds the state from the newest snapshot and the frames behind it.</summary>
    /// <param name="contest">What the log may tell on the way; null if nothing is asked.</param>
    public static async Task<Replica> OpenAsync(
        PartitionId id,
        ICommitLog log,
        IBlobStore blobs,
        FrameReader frames,
        CancellationToken cancellationToken,
        Contest? contest = null)
    {
        while (true)
        {
            LogHead head = await log.ReadHeadAsync(cancellationToken);
            if (head.Last == FrameNumber.None)
                throw new PartitionClosedException(id);
            SnapshotReference? snapshot = HeadNote.Decode(head.Note.Span).Snapshot;
            RestoredPartition? restored = snapshot is { } reference
                ? await new SnapshotReader(id, blobs).ReadAsync(reference, cancellationToken)
                : new RestoredPartition(new PartitionState(id), new SnapshotParts());

            // A snapshot or a frame that is gone was superseded between two reads: the log has a newer head then.
            if (restored is not null)
            {
                contest?.MeetSnapshot(restored.State);
                Replica replica = new(restored, head, snapshot, log, frames);
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
        while (head.Last > State.LastFrame)
        {
            await foreach (LogFrame frame in _log.ReadAsync(State.LastFrame.Next, cancellationToken))
            {
                if (frame.Number != State.LastFrame.Next)
                    return false;
                Follow(frame);
                contest?.Meet(frame);
            }

            FrameNumber seen = head.Last;
            if (State.LastFrame < seen)
                return false;
            head = await ReadHeadAsync(cancellationToken);
        }

        Head = head;
        Snapshot = HeadNote.Decode(head.Note.Span).Snapshot;
        return true;
    }

    /// <summary>Applies the frame that this process has just appended.</summary>
    public void Committed(LogHead head, NewFrame frame, Timestamp time, IReadOnlyList<PartitionEvent> events)
    {
        State.Apply(frame.Number, time, events);
        Head = head;
        ReplayBytes += frame.Events.Length;
        ReplayFrames++;
        _storedBytes += frame.Payload.Length;
        if (!frame.Payload.IsEmpty)
            _frames.Remember(frame.Number, FrameContents.Of(time, events, frame.Payload));
    }

    /// <summary>Where it is now, for a snapshot that is taken now.</summary>
    public ReplicaMark Mark() => new(this, ReplayBytes, ReplayFrames, _storedBytes, State.StoredBytes);

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

    /// <summary>The end of the log, which a deletion of the queue may take away at any time.</summary>
    private async Task<LogHead> ReadHeadAsync(CancellationToken cancellationToken)
    {
        LogHead head = await _log.ReadHeadAsync(cancellationToken);
        return head.Last == FrameNumber.None || head.Last < State.LastFrame
            ? throw new PartitionClosedException(State.Id)
            : head;
    }

    private void Follow(LogFrame stored)
    {
        Frame frame = FrameCodec.Decode(State.Id, stored.Number, stored.Events.Span);
        State.Apply(stored.Number, frame.Time, frame.Events);
        ReplayBytes += stored.Events.Length;
        ReplayFrames++;
        _storedBytes += frame.PayloadLength;
        if (stored.Payload is { IsEmpty: false })
            _frames.Remember(stored.Number, FrameContents.Read(State.Id, stored));
    }
}
