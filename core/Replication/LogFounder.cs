using QueueService.Replication.Loop;
using QueueService.Storage;

namespace QueueService.Replication;

/// <summary>Makes logs of new partitions.</summary>
internal sealed class LogFounder(IStore store, TimeProvider time, RandomSource random)
{
    /// <summary>Makes a log with its first frame, unless there is one already.</summary>
    /// <param name="events">The whole event section.</param>
    /// <param name="note">Of the state after that frame.</param>
    /// <exception cref="BrokerException">
    /// The store refused, or it is not known whether the log was made (<c>OutcomeUnknown</c>).
    /// </exception>
    public async Task CreateAsync(PartitionId partition, byte[] events, ReadOnlyMemory<byte> note)
    {
        await using ICommitLog log = store.OpenLog(partition);
        NewFrame frame = new(
            FrameNumber.None.Next, new CommitId(random.NextUInt128()), events, ReadOnlyMemory<byte>.Empty, note);
        CommitOutcome outcome = await new Committer(log, time).CommitAsync(LogHead.Empty, frame);
        if (outcome.Status is CommitStatus.Refused or CommitStatus.Unknown)
            throw outcome.Refusal ?? new BrokerException(
                BrokerErrorCode.OutcomeUnknown, "The store did not answer; try again.");
    }
}
