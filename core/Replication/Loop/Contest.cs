using QueueService.Storage;

namespace QueueService.Replication.Loop;

/// <summary>
/// The question whose frame has a number that the store says is taken: that of another process, or this one, which the
/// store has appended and then met again. The replica asks it of what it follows the log by anyway, so it costs no
/// storage call of its own.
/// </summary>
/// <param name="frame">The frame that this process has sent.</param>
/// <param name="draft">What it was made of.</param>
/// <param name="won">
/// Done at once when the frame turns out to be this one, after it was applied: before anything else is asked of the
/// store, and before later frames change what the replies tell.
/// </param>
internal sealed class Contest(NewFrame frame, Draft draft, Action won)
{
    /// <summary>
    /// Committed, lost, or unknown for as long as nothing has told; for good where the frame that has the number is
    /// gone from the log and what came after it leaves the question open.
    /// </summary>
    public CommitStatus Verdict { get; private set; } = CommitStatus.Unknown;

    /// <summary>A frame of the log has been applied.</summary>
    public void Meet(LogFrame stored)
    {
        if (stored.Number != frame.Number)
            return;
        Verdict = stored.Commit == frame.Commit ? CommitStatus.Committed : CommitStatus.Lost;
        if (Verdict == CommitStatus.Committed)
            won();
    }

    /// <summary>A snapshot was loaded in place of the frames that it covers.</summary>
    public void MeetSnapshot(StateMachine machine)
    {
        if (Verdict == CommitStatus.Unknown
            && machine.LastFrame >= frame.Number
            && draft.IsLostIn(machine, frame.Number))
            Verdict = CommitStatus.Lost;
    }
}
