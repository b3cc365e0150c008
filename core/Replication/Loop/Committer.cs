using QueueService.Storage;

namespace QueueService.Replication.Loop;

/// <summary>
/// Sees one frame through to a certain outcome. When an answer is lost, the head tells by its commit id whether the
/// commit happened; if the log has not moved, the very same frame is sent again, which the condition on the append
/// makes safe even if the first one arrives late. If the log has moved, or the store says that it has, the frame that
/// has the number tells whose it is.
/// </summary>
internal sealed class Committer(ICommitLog log, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <summary>Never says that the commit is lost: who needs to know judges what is contested.</summary>
    public async Task<CommitOutcome> CommitAsync(LogHead expected, NewFrame frame)
    {
        AppendOutcome outcome = await log.AppendAsync(expected, frame);
        return outcome.Status switch
        {
            AppendStatus.Committed => new CommitOutcome(CommitStatus.Committed, outcome.Head),
            AppendStatus.Conflict => new CommitOutcome(CommitStatus.Contested),
            AppendStatus.Throttled => Refused("The store is throttling requests; try again.", outcome.RetryAfter),
            AppendStatus.Full => Refused("The store has no space left. Free some, then try again.", null),
            _ => await PersistAsync(() => ResolveAsync(expected, frame)) with { WasInDoubt = true },
        };
    }

    /// <summary>Finds out what became of a frame that is contested: committed, lost or unknown.</summary>
    /// <param name="followAsync">Follows the log to its end and has it meet the contest.</param>
    public async Task<CommitStatus> JudgeAsync(Contest contest, Func<Contest, Task> followAsync)
    {
        CommitOutcome outcome = await PersistAsync(
            async () =>
            {
                await followAsync(contest);
                return new CommitOutcome(contest.Verdict);
            },
            contest);
        return outcome.Status;
    }

    /// <summary>
    /// Tries until it is known what became of the frame, or patience runs out: then it stays unknown. Fails when the
    /// store does not answer only once the contest is judged.
    /// </summary>
    private async Task<CommitOutcome> PersistAsync(Func<Task<CommitOutcome?>> tryAsync, Contest? contest = null)
    {
        long start = time.GetTimestamp();
        for (TimeSpan pause = FirstPause; ; pause = Min(pause * 2, LongestPause))
        {
            try
            {
                if (await tryAsync() is { } outcome)
                    return outcome;
            }
            catch (StorageUnavailableException) when (contest is null or { Verdict: CommitStatus.Unknown })
            {
                // Asked again after the pause.
            }

            if (time.GetElapsedTime(start) + pause > Patience)
                return new CommitOutcome(CommitStatus.Unknown);
            await Task.Delay(pause, time);
        }
    }

    /// <summary>One attempt to find out, or to commit after all; null if the store still does not say.</summary>
    private async Task<CommitOutcome?> ResolveAsync(LogHead expected, NewFrame frame)
    {
        LogHead head = await log.ReadHeadAsync(CancellationToken.None);
        if (head.Last == frame.Number && head.Commit == frame.Commit)
            return new CommitOutcome(CommitStatus.Committed, head);
        if (head.Last > expected.Last)
            return new CommitOutcome(CommitStatus.Contested);
        AppendOutcome again = await log.AppendAsync(expected, frame);
        return again.Status switch
        {
            AppendStatus.Committed => new CommitOutcome(CommitStatus.Committed, again.Head),
            AppendStatus.Conflict => new CommitOutcome(CommitStatus.Contested),
            _ => null,
        };
    }

    private static CommitOutcome Refused(string detail, TimeSpan? retryAfter) => new(
        CommitStatus.Refused,
        Refusal: new BrokerException(BrokerErrorCode.StorageUnavailable, detail)
        {
            RetryAfter = retryAfter ?? TimeSpan.FromSeconds(1),
        });

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
