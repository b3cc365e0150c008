using QueueService.Features;
using QueueService.Log;
using QueueService.Partitions.Codec;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Drafts;
using QueueService.Partitions.Events;
using QueueService.Partitions.State;
using QueueService.Queues;
using QueueService.Storage;

namespace QueueService.Partitions.Loop;

/// <content>One commit cycle: decide, append, apply, reply.</content>
internal sealed partial class PartitionLoop
{
    private readonly SnapshotKeeper _snapshots;
    private readonly WireWriter _events = new(4096);
    private readonly List<PartitionCommand> _decided = [];
    private readonly List<PartitionCommand> _waiting = [];
    private readonly List<PartitionCommand> _deferred = [];
    private long _drafts;

    private async Task CycleAsync()
    {
        await _services.Clock.NowAsync(_log);
        _replica ??= await OpenReplicaAsync(null);
        Observe(_replica.State);
        while (true)
        {
            PartitionState state = _replica.State;
            Timestamp now = await _services.Clock.NowAsync(_log);
            state.Advance(now);
            bool mayWait = _mayWait;
            bool isStale = !TakePrepared(state);
            TakeWaiters(mayWait ? Servable(state) : long.MaxValue, now);
            if (state.IsClosed)
                throw new PartitionClosedException(Id);
            Draft draft = new(state, ++_drafts, state.Clock, Bounds, _events)
            {
                CallerTime = now,
                MayWait = mayWait,
                DeadLetter = _deadLetter,
            };
            if (isStale || !Decide(draft))
            {
                await FollowAsync();
                Postpone();
                continue;
            }

            Prepare(draft);
            IsSettled = _decided.Exists(command => command is SettleCommand) && _snapshots.Settle(_replica);
            bool durable = draft.Events.Count > 0 || _snapshots.MustPublish
                ? await CommitAsync(draft)
                : await ConfirmEndAsync();
            if (!durable)
                Postpone();
            else if (Release() && !(draft.Events.Count > 0 && MayServeWaiters()))
                return;
        }
    }

    private PartitionLimits Bounds => _services.Memory.Partition;

    private void Observe(PartitionState state)
    {
        Settings = state.Settings;
        IsLeaving = state.Leaving > 0;
        NextExpiry = state.HasExpired ? state.Clock : state.NextExpiry;
    }

    /// <summary>Those that waited come before those that have just arrived.</summary>
    private void TakeWaiters(long servable, Timestamp now)
    {
        if (_waiters.Count == 0)
            return;
        List<PartitionCommand> arrived = [.. _batch];
        _batch.Clear();
        _waiters.TakeInto(_batch, servable, now);
        _batch.AddRange(arrived);
    }

    private long Servable(PartitionState state) => state.InFlight < Bounds.InFlight ? state.Servable() : 0;

    private bool MayServeWaiters() => _waiters.Count > 0 && Servable(_replica!.State) > 0;

    /// <summary>
    /// False if the replica is too old to decide: another process has done already what a command builds upon.
    /// </summary>
    private bool Decide(Draft draft)
    {
        bool isStale = false;
        LoadAhead(draft.State);
        foreach (PartitionCommand command in _batch)
        {
            if (command.IsAbandoned)
            {
                command.Fail(new OperationCanceledException("The caller has gone away."));
                continue;
            }

            bool isLater = isStale || draft.IsSealed
                || !draft.HasRoom(command.EventBytes, command.Messages, command.Bytes);
            Decision decision = isLater ? Decision.Defer : command.Decide(draft);
            while (decision == Decision.Prepare && !draft.LacksDeadLetter && LoadKnown(draft.State, command.Wanted))
            {
                draft.Reload();
                decision = command.Decide(draft);
            }

            isStale |= decision == Decision.Follow;
            Shelf(isStale ? Decision.Defer : decision).Add(command);
        }

        _batch.Clear();
        return !isStale;
    }

    /// <summary>Goes on to the end of the log, which must have moved.</summary>
    private async Task FollowAsync()
    {
        FrameNumber before = _replica!.State.LastFrame;
        await CatchUpAsync();
        if (_replica!.State.LastFrame == before)
        {
            throw new StorageCorruptException(
                $"Partition {Id} lacks a frame of unread messages, or transfers that came before others.");
        }
    }

    private List<PartitionCommand> Shelf(Decision decision) => decision switch
    {
        Decision.Done => _decided,
        Decision.Wait => _waiting,
        Decision.Defer => _deferred,
        Decision.Prepare => _lacking,
        _ => throw new InvalidOperationException($"No command may end as {decision}."),
    };

    /// <summary>True if the draft is durable and applied; false if it must be decided again.</summary>
    private async Task<bool> CommitAsync(Draft draft)
    {
        Replica replica = _replica!;
        PartitionState state = replica.State;
        if (draft.Events.Count > 0 && !draft.IsSealed)
            draft.TakeOutExpired();
        if (draft.Events.Count > 0 && state.Totals is null && _services.Features.Level >= FeatureLevel.Three)
            draft.Add(new TotalsBegun());
        if (state.Leaving == 0 && draft.StartsTransfer)
            await _services.MarkLeavingAsync(state);
        NewFrame frame = Encode(replica, draft);
        if (!frame.Payload.IsEmpty || draft.AbortsTransfer)
            await _services.MarkOccupiedAsync(state);
        long begin = _meter.Begin();
        int commands = _decided.Count;
        CommitOutcome outcome = await _committer.CommitAsync(replica.Head, frame);
        bool isFollowed = false;
        CommitStatus status = outcome.Status == CommitStatus.Contested
            ? await JudgeAsync(draft, frame, () => isFollowed = true)
            : outcome.Status;
        _meter.End(begin, status, frame.Events.Length + frame.Payload.Length);
        switch (status)
        {
            case CommitStatus.Committed when outcome.Head is not null:
                replica.Committed(outcome.Head, frame, draft.Now, draft.Events);
                Reply(state);
                _meter.Count(draft.Events, state);
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
                TurnMeter.Doubt(isSettled: false);
                Abandon(new BrokerException(
                    BrokerErrorCode.OutcomeUnknown,
                    "The store did not say whether the request was carried out. Look before you repeat it."));

                // The store answers, but the frame is gone, and with it the answer: the other commands go on.
                if (isFollowed)
                    return true;
                _replica = null;
                throw new StorageUnavailableException("The store did not answer; try again.");
        }

        TurnMeter.Committed(commands);

        // Catching up may have put another replica in its place.
        replica = _replica!;
        _snapshots.Committed(replica, draft.Events.Count == 0);
        if (replica.State.Leaving > 0)
            _services.OnLeaving(Id);
        return true;
    }

    /// <summary>
    /// The number of the frame is taken. Catching up, which is to be done in any case, tells by whose frame; if it is
    /// this one, it is applied like any other, and what was decided stands.
    /// </summary>
    /// <param name="followed">Called when the log has been followed to its end.</param>
    private Task<CommitStatus> JudgeAsync(Draft draft, NewFrame frame, Action followed)
    {
        Contest contest = new(frame, draft, () =>
        {
            Reply(draft.State);
            _meter.Count(draft.Events, draft.State);
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
            FrameCodec.Encode(draft.Now, draft.Events.Count, draft.Encoded, payload.Span),
            payload,
            HeadNote.Encode(_snapshots.Newest(replica), replica.State, draft.Events.Count == 0));
    }

    /// <summary>
    /// Nothing is to be committed, but replies that reveal the state must wait until it is certain that this is the end
    /// of the log. False if it was not.
    /// </summary>
    private async Task<bool> ConfirmEndAsync()
    {
        if (!_services.Store.HasOtherWriters || !(_waiting.Count > 0 || _waiters.Count > 0 || _decided.Exists(command =>
            command.NeedsEndOfLog)))
            return true;
        LogHead head = await _log.ReadHeadAsync(CancellationToken.None);
        if (head.Last == _replica!.State.LastFrame)
            return true;
        await CatchUpAsync();
        return false;
    }

    private Task CatchUpAsync() => CatchUpAsync(null);

    private async Task CatchUpAsync(Contest? contest)
    {
        if (_replica is not null && await _replica.CatchUpAsync(CancellationToken.None, contest))
            return;
        _replica = null;
        _replica = await OpenReplicaAsync(contest);
    }

    private async Task<Replica> OpenReplicaAsync(Contest? contest)
    {
        long begin = TurnMeter.Begin(_services.Time);
        IBlobStore blobs = _services.Store.Blobs;
        Replica replica = await Replica.OpenAsync(Id, _log, blobs, Frames, CancellationToken.None, contest);
        TurnMeter.Replayed(_services.Time, begin, replica.ReplayFrames);

        // A snapshot is of frames that were durable. Where others write it may be newer than what was read of the log.
        if (_services.Store.HasOtherWriters)
            return replica;
        await foreach (BlobInfo snapshot in blobs.ListAsync(SnapshotReference.Folder(Id), CancellationToken.None))
        {
            if (SnapshotReference.FrameOf(Id, snapshot.Name) > replica.Head.Last)
            {
                throw new StorageCorruptException(
                    $"The log of partition {Id} ends with frame {replica.Head.Last}, before its snapshot "
                    + $"{snapshot.Name}. A part of it is lost.");
            }
        }

        return replica;
    }

    /// <summary>
    /// The draft came to nothing: all its commands are decided again, those first that were decided in it.
    /// </summary>
    private void Postpone()
    {
        _batch.AddRange(_decided);
        _batch.AddRange(_waiting);
        _batch.AddRange(_lacking);
        _batch.AddRange(_deferred);
        ClearShelves();
    }

    /// <summary>Lets the replies go. False if commands of this batch are left to decide in a further cycle.</summary>
    private bool Release()
    {
        Reply(_replica!.State);
        _deadLetter = null;
        KeepWaiting();
        TurnMeter.Defer(_deferred.Count);
        _batch.AddRange(_deferred);
        bool finished = _deferred.Count == 0;
        ClearShelves();
        return finished;
    }

    /// <summary>
    /// Lets go the replies whose reason is durable: before anything else is asked of the store, whose failure must not
    /// be taken for theirs.
    /// </summary>
    private void Reply(PartitionState state)
    {
        Observe(state);
        foreach (PartitionCommand command in _decided)
            command.Complete();
        _decided.Clear();
    }

    /// <summary>Those for which there is nothing yet wait on, up to the bound on commands that wait.</summary>
    private void KeepWaiting()
    {
        _waiters.Return(_waiting.FindAll(command => command.HasWaited));
        foreach (PartitionCommand command in _waiting)
        {
            if (command.HasWaited)
                continue;
            if (_waiters.Count < _services.Memory.MaxWaitingCommands)
                _waiters.Add(command);
            else
                command.Fail(new BrokerException(
                    BrokerErrorCode.Overloaded, "Too many receives wait for messages of this queue. Try again later."));
        }
    }

    /// <summary>Refuses what this draft was made of; those who only wait go on waiting.</summary>
    private void Abandon(BrokerException reason)
    {
        foreach (PartitionCommand command in _decided)
            command.Fail(reason);
        _decided.Clear();
    }

    private void ClearShelves()
    {
        _decided.Clear();
        _waiting.Clear();
        _lacking.Clear();
        _deferred.Clear();
    }
}
