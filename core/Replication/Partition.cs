using QueueService.Replication.Loop;
using QueueService.Replication.Snapshots;
using QueueService.Storage;

namespace QueueService.Replication;

/// <summary>
/// A partition that is open in this process: its loop, and what its kind of state machine does beside the loop. A kind
/// derives its own from it, which lives longer than any one machine. What it does before a commit must be safe to do
/// for nothing, and what it does after one safe to be missed.
/// </summary>
internal abstract class Partition
{
    protected Partition(PartitionId id, PartitionServices services)
    {
        Id = id;
        Log = services.Store.OpenLog(id);
        Loop = new PartitionLoop(this, services);
    }

    public PartitionId Id { get; }

    /// <summary>Belongs to the loop, which disposes of it.</summary>
    public ICommitLog Log { get; }

    public PartitionLoop Loop { get; }

    /// <summary>
    /// What a partition of this kind belongs to, in one word, as people call it; also the tag <c>kind</c> of what is
    /// measured of it.
    /// </summary>
    public abstract string Noun { get; }

    /// <summary>Which commands wait here, and for what, as people call it.</summary>
    public abstract string Waiting { get; }

    /// <summary>True while items are on their way from here to other partitions.</summary>
    public virtual bool IsLeaving => false;

    /// <summary>When time alone leaves something to be taken out; null while that is not known.</summary>
    public virtual Timestamp? NextExpiry => null;

    /// <summary>
    /// The first byte of its frames. First bytes of frames, snapshots and notes name kind and version in one, so no two
    /// kinds may have one in common.
    /// </summary>
    public abstract byte FrameVersion { get; }

    /// <summary>The machine of an empty log.</summary>
    public abstract StateMachine Create();

    /// <summary>The machine of a snapshot in one piece; throws <see cref="FormatException"/>.</summary>
    public abstract StateMachine Restore(ReadOnlySpan<byte> snapshot);

    /// <summary>
    /// Begins to put a snapshot in parts together; null if it is in one piece. Throws <see cref="FormatException"/>.
    /// </summary>
    public virtual SnapshotAssembly? ReadManifest(ReadOnlySpan<byte> snapshot) => null;

    /// <summary>
    /// Reads what <see cref="StateMachine.WriteNote"/> has written; throws <see cref="StorageCorruptException"/> or
    /// <see cref="NewerFormatException"/>.
    /// </summary>
    public abstract HeadNote ReadNote(ReadOnlySpan<byte> note);

    /// <summary>Shows other threads what there is to know of the state, as of the last frame.</summary>
    public virtual void Observe(StateMachine machine)
    {
    }

    /// <summary>The loop rests; null if it has no state in memory any more.</summary>
    public virtual void Account(StateMachine? machine)
    {
    }

    /// <summary>Makes durable what must be known before the frame of this draft is appended.</summary>
    public virtual ValueTask BeforeAppendAsync(Draft draft) => ValueTask.CompletedTask;

    /// <summary>Counts what a draft did that is durable.</summary>
    public virtual void Count(Draft draft)
    {
    }

    /// <summary>A draft has become a frame, and its replies have left.</summary>
    public virtual void AfterCommit(StateMachine machine)
    {
    }

    /// <summary>Keeps the payload of a frame in memory that this process has committed.</summary>
    public virtual void Remember(FrameNumber number, Draft draft, ReadOnlyMemory<byte> payload)
    {
    }

    /// <summary>The same of one that was read from the log.</summary>
    public virtual void Remember(LogFrame stored)
    {
    }

    /// <summary>The partition is closed in this process: gives its memory back.</summary>
    public virtual void Forget()
    {
    }
}
