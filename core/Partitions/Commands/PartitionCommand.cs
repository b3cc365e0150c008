using QueueService.Partitions.Codec;
using QueueService.Partitions.Drafts;
using QueueService.Queues;

namespace QueueService.Partitions.Commands;

/// <summary>
/// Something asked of a partition. <see cref="Decide"/> is pure: it looks at the state, adds events to the draft and
/// prepares the reply. It may be called again on another draft when this one could not be committed.
/// </summary>
internal abstract class PartitionCommand
{
    /// <summary>What it adds to the payload of a frame, for the bounds on waiting commands and on frames.</summary>
    public virtual int Bytes => 0;

    /// <summary>How many messages it is about, at most.</summary>
    public virtual int Messages => 1;

    /// <summary>
    /// The most bytes of events that it adds to a draft at one time; what it adds beyond that, it asks the draft for.
    /// </summary>
    public virtual int EventBytes => EventBounds.Event + (Messages * EventBounds.Sequence);

    /// <summary>How many unread messages it would take; 0 if it takes none.</summary>
    public virtual int Wanted => 0;

    /// <summary>False if its reply reveals nothing that another process could have changed meanwhile.</summary>
    public virtual bool NeedsEndOfLog => true;

    /// <summary>True once the caller has gone away and nothing must be decided for it.</summary>
    public virtual bool IsAbandoned => false;

    /// <summary>When a waiting command wants its answer in any case; null if it does not wait.</summary>
    public virtual Timestamp? Deadline => null;

    /// <summary>True once it was among those that wait; the loop keeps them in order by it.</summary>
    public bool HasWaited { get; set; }

    public abstract Decision Decide(Draft draft);

    /// <summary>Lets the reply go.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception reason);
}
