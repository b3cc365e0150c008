using QueueService.Storage;

namespace QueueService.Replication.Loop;

/// <content>From a draft to a frame that is durable, or is known not to be.</content>
internal sealed partial class PartitionLoop
{
    /// <summary>True if the draft is durable and applied; false if it must be decided again.</summary>
    private async Task<bool> CommitAsync(Draft draft)
    {
        Replica replica = _replica!;
        if (draft.EventCount > 0)
            replica.Machine.Complete(draft);
        NewFrame frame = Encode(replica, draft);
        await _partition.BeforeAppendAsync(draft);
        long begin = _meter.Begin();
        int commands = _decided.Count;
        CommitOutcome outcome = await _committer.CommitAsync(replica.Head, frame);
        bool isFollowed = false;
        CommitStatus status = outcome.Status == CommitStatus.Contested
            ? await JudgeAsync(replica.Machine, draft, frame, () => isFollowed = true)
            : outcome.Status;
        _meter.End(begin, status, outcome.WasInDoubt, frame.Events.Length + frame.Payload.Length);
        switch (status)
        {
            case CommitStatus.Committed when outcome.Head is not null:
                replica.Committed(outcome.Head, frame, draft);
                Reply(replica.Machine);
                _partition.Count(draft);
                break;
            case CommitStatus.Committed:
                // Followed from the log, and answered then.
                break;
            case CommitStatus.Lost:
                return false;
            case CommitStatus.Refused:
                Abandon(outcome.Refusal!);
                return true;
            default:
                Abandon(new BrokerException(
                    BrokerErrorCode.OutcomeUnknown,
                    "The store did not say whether the request was carried out. Look before you repeat it."));

                // The store answers, but the frame is gone, and with it the answer: the other commands go on.
                if (isFollowed)
                    return true;
                _replica = null;
                throw new StorageUnavailableException("The store did not answer; try again.");
        }

        _turns.Committed(commands);

        // Catching up may have put another replica in its place.
        replica = _replica!;
        _snapshots.Committed(replica, draft.EventCount == 0);
        _partition.AfterCommit(replica.Machine);
        return true;
    }

    /// <summary>
    /// The number of the frame is taken. Catching up, which is to be done in any case, tells by whose frame; if it is
    /// this one, it is applied like any other, and what was decided stands.
    /// </summary>
    /// <param name="followed">Called when the log has been followed to its end.</param>
    private Task<CommitStatus> JudgeAsync(
        StateMachine machine, Draft draft, NewFrame frame, Action followed)
    {
        Contest contest = new(frame, draft, () =>
        {
            Reply(machine);
            _partition.Count(draft);
        });
        return _committer.JudgeAsync(contest, async asked =>
        {
            await CatchUpAsync(asked);
            followed();
        });
    }

    private NewFrame Encode(Replica replica, Draft draft)
    {
        ReadOnlyMemory<byte> payload = draft.Payload();
        return new NewFrame(
            replica.Head.Last.Next,
            new CommitId(_services.Random.NextUInt128()),
            FrameEnvelope.Encode(_partition.FrameVersion, draft.Now, draft.EventCount, draft.Encoded, payload.Span),
            payload,
            replica.Machine.WriteNote(_snapshots.Newest(replica), draft.EventCount == 0));
    }

    /// <summary>
    /// Nothing is to be committed, but replies that reveal the state must wait until it is certain that this is the end
    /// of the log. False if it was not.
    /// </summary>
    private async Task<bool> ConfirmEndAsync()
    {
        if (!_services.Store.HasOtherWriters || !(_waiting.Count > 0 || _waiters.Count > 0 || Feed.HasFollowers
            || _decided.Exists(command => command.NeedsEndOfLog)))
            return true;
        LogHead head = await _partition.Log.ReadHeadAsync(CancellationToken.None);
        if (head.Last == _replica!.Machine.LastFrame)
            return true;
        await CatchUpAsync();
        return false;
    }

    /// <summary>Refuses what this draft was made of; those who only wait go on waiting.</summary>
    private void Abandon(BrokerException reason)
    {
        foreach (Command command in _decided)
            command.Fail(reason);
        _decided.Clear();
    }
}
