using QueueService.Queues;
using QueueService.Storage;

namespace QueueService.Partitions.Loop;

/// <summary>
/// Sees one frame through to a certain outcome. When an answer is lost, the head (or the frame that now has the number)
/// tells by its commit id whether the commit happened; if the log has not moved, the very same frame is sent again,
/// which the condition on the append makes safe even if the first one arrives late.
/// </summary>
internal sealed class Committer(ICommitLog log, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    public async Task<CommitOutcome> CommitAsync(LogHead expected, NewFrame frame)
    {
        AppendOutcome outcome = await log.AppendAsync(expected, frame);
        return outcome.Status switch
        {
            AppendStatus.Committed => new CommitOutcome(CommitStatus.Committed, outcome.Head),
            AppendStatus.Conflict => new CommitOutcome(CommitStatus.Lost),
            AppendStatus.Throttled => Refused("The store is throttling requests; try again.", outcome.RetryAfter),
            AppendStatus.Full => Refused("The store has no space left. Free some, then try again.", null),
            _ => await ResolveAsync(expected, frame),
        };
    }

    private async Task<CommitOutcome> ResolveAsync(LogHead expected, NewFrame frame)
    {
        long start = time.GetTimestamp();
        for (TimeSpan pause = FirstPause; ; pause = Min(pause * 2, LongestPause))
        {
            CommitOutcome? outcome = await TryResolveAsync(expected, frame);
            if (outcome is not null)
                return outcome;
            if (time.GetElapsedTime(start) + pause > Patience)
                return new CommitOutcome(CommitStatus.Unknown);
            await Task.Delay(pause, time);
        }
    }

    /// <summary>One attempt to find out, or to commit after all; null if the store still does not answer.</summary>
    private async Task<CommitOutcome?> TryResolveAsync(LogHead expected, NewFrame frame)
    {
        try
        {
            LogHead head = await log.ReadHeadAsync(CancellationToken.None);
            if (head.Last == frame.Number && head.Commit == frame.Commit)
                return new CommitOutcome(CommitStatus.Committed, head);
            if (head.Last > expected.Last)
                return await JudgeAsync(frame);
            AppendOutcome again = await log.AppendAsync(expected, frame);
            if (again.Status == AppendStatus.Committed)
                return new CommitOutcome(CommitStatus.Committed, again.Head);
            return again.Status == AppendStatus.Conflict ? await JudgeAsync(frame) : null;
        }
        catch (StorageUnavailableException)
        {
            // Not an answer; the next attempt asks again until patience runs out, and then the outcome is unknown.
            return null;
        }
    }

    /// <summary>The log has moved: the frame that has the number now says whose it is.</summary>
    private async Task<CommitOutcome> JudgeAsync(NewFrame frame)
    {
        LogFrame? stored = await log.ReadFrameAsync(frame.Number, CancellationToken.None);
        if (stored is null)
            return new CommitOutcome(CommitStatus.Unknown);
        return new CommitOutcome(stored.Commit == frame.Commit ? CommitStatus.Committed : CommitStatus.Lost);
    }

    private static CommitOutcome Refused(string detail, TimeSpan? retryAfter) => new(
        CommitStatus.Refused,
        Refusal: new BrokerException(BrokerErrorCode.StorageUnavailable, detail)
        {
            RetryAfter = retryAfter ?? TimeSpan.FromSeconds(1),
        });

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
