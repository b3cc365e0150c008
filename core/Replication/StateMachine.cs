using QueueService.Replication.Snapshots;
using QueueService.Storage;

namespace QueueService.Replication;

/// <summary>
/// What a log makes of one partition: the fold of its frames, and what a cycle decides on top of it. Pure and
/// synchronous: no clock, no I/O, no randomness. Loop-owned.
/// </summary>
/// <remarks>
/// The life of a cycle: <see cref="Advance"/>, <see cref="Begin"/>, <see cref="LoadKnown"/>; then the commands decide
/// on the draft; then <see cref="Complete"/>. A draft that is durable is folded by <see cref="Fold"/>. One that is not
/// is forgotten, so nothing that a draft does may change the state. <see cref="Follow"/> folds the frames of others.
/// </remarks>
internal abstract class StateMachine
{
    /// <summary>The last frame that was folded.</summary>
    public abstract FrameNumber LastFrame { get; }

    /// <summary>
    /// The time of the last frame, or a later one that <see cref="Advance"/> was told. Never goes back.
    /// </summary>
    public abstract Timestamp Clock { get; }

    /// <summary>True once nothing may be committed any more, ever.</summary>
    public abstract bool IsClosed { get; }

    /// <summary>Bytes of the payloads in the log that are still needed.</summary>
    public abstract long NeededBytes { get; }

    /// <summary>When time alone changes what commands find; null if it does not.</summary>
    public abstract Timestamp? NextDue { get; }

    /// <summary>How many commands that wait may find something now, at most.</summary>
    public abstract long Servable { get; }

    /// <summary>Lets time pass.</summary>
    public abstract void Advance(Timestamp now);

    /// <summary>Begins what one cycle decides. It takes the place of the draft before.</summary>
    public abstract Draft Begin(in DraftTerms terms);

    /// <summary>Loads what these commands can take, as far as that needs no waiting.</summary>
    public virtual void LoadKnown(IReadOnlyList<Command> commands)
    {
    }

    /// <summary>
    /// The same for a command that was answered with <see cref="Decision.Prepare"/>; true if it is worth to decide it
    /// again at once.
    /// </summary>
    public virtual bool TryLoadKnown(Draft draft, Command command) => false;

    /// <summary>What must be fetched before these commands, which lack something, can be decided.</summary>
    public virtual Preparation Prepare(Draft draft, IReadOnlyList<Command> lacking) =>
        throw new InvalidOperationException("Nothing is ever lacking here.");

    /// <summary>Adds what goes along with whatever else was decided.</summary>
    public virtual void Complete(Draft draft)
    {
    }

    /// <summary>Folds a draft of this machine that has become durable as this frame.</summary>
    public abstract void Fold(Draft draft, FrameNumber number);

    /// <summary>Folds a frame of the log, which may be of any process.</summary>
    /// <exception cref="StorageCorruptException">It cannot be what was written.</exception>
    /// <exception cref="NewerFormatException">A later program may have written it.</exception>
    public abstract FollowedFrame Follow(LogFrame stored);

    /// <summary>What stands beside the head of the log, whose last frame this state is of, or that before it.</summary>
    /// <param name="isFinal">True if it is this state that the note will stand beside.</param>
    public abstract ReadOnlyMemory<byte> WriteNote(SnapshotReference? snapshot, bool isFinal);

    /// <summary>
    /// Takes the state as it is now, to be written beside the loop. Costs no more than a copy of references. One at a
    /// time: the one before has been written, or has failed.
    /// </summary>
    public abstract SnapshotWriter Capture(SnapshotTask task);
}
