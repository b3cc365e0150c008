using QueueService.Wire;

namespace QueueService.Replication;

/// <summary>
/// Something asked of a partition. <see cref="Decide"/> is pure: it looks at the state, adds events to the draft and
/// prepares the reply. It may be called again on another draft when this one could not be committed.
/// </summary>
internal abstract class Command
{
    /// <summary>The kind of an event and a handful of numbers, in bytes.</summary>
    public const int EventHeadBytes = 64;

    /// <summary>What it adds to the payload of a frame, for the bounds on waiting commands and on frames.</summary>
    public virtual int Bytes => 0;

    /// <summary>How many things it is about, at most: what deciding and applying it costs.</summary>
    public virtual int Weight => 1;

    /// <summary>
    /// The most bytes of events that it adds to a draft at one time; what it adds beyond that, it asks the draft for.
    /// </summary>
    public virtual int EventBytes => EventHeadBytes + (Weight * WireWriter.MaxNumberBytes);

    /// <summary>How much it would take of what must be loaded before it can be taken; 0 if it takes none.</summary>
    public virtual int Wanted => 0;

    /// <summary>False if its reply reveals nothing that another process could have changed meanwhile.</summary>
    public virtual bool NeedsEndOfLog => true;

    /// <summary>True once the caller has gone away and nothing must be decided for it.</summary>
    public virtual bool IsAbandoned => false;

    /// <summary>When a waiting command wants its answer in any case; null if it does not wait.</summary>
    public virtual Timestamp? Deadline => null;

    /// <summary>True once it was among those that wait; the loop keeps them in order by it.</summary>
    public bool HasWaited { get; set; }

    /// <summary>When it was posted, for who measures how long it waits; 0 if nobody does.</summary>
    public long PostedAt { get; set; }

    public abstract Decision Decide(Draft draft);

    /// <summary>Lets the reply go.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception reason);
}
