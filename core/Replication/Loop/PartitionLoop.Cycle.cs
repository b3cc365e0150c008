using QueueService.Replication.Snapshots;
using QueueService.Storage;
using QueueService.Wire;

namespace QueueService.Replication.Loop;

/// <content>One commit cycle: decide, append, apply, reply.</content>
internal sealed partial class PartitionLoop
{
    private readonly SnapshotKeeper _snapshots;
    private readonly WireWriter _events = new(4096);
    private readonly List<Command> _decided = [];
    private readonly List<Command> _waiting = [];
    private readonly List<Command> _deferred = [];
    private long _drafts;

    private async Task CycleAsync()
    {
        await _services.Clock.NowAsync(_partition.Log);
        _replica ??= await OpenReplicaAsync(null);
        _partition.Observe(_replica.Machine);
        while (true)
        {
            StateMachine machine = _replica.Machine;
            Timestamp now = await _services.Clock.NowAsync(_partition.Log);
            machine.Advance(now);
            bool mayWait = _mayWait;
            bool isStale = !TakePrepared(machine);
            TakeWaiters(mayWait ? machine.Servable : long.MaxValue, now);
            if (machine.IsClosed)
                throw new PartitionClosedException(_partition.Id);
            Draft draft = machine.Begin(new DraftTerms(++_drafts, machine.Clock, _services.Memory.Partition, _events)
            {
                CallerTime = now,
                MayWait = mayWait,
                Prepared = _prepared,
            });
            if (isStale || !Decide(machine, draft))
            {
                await FollowAsync();
                Postpone();
                continue;
            }

            Prepare(machine, draft);
            IsSettled = _decided.Exists(command => command is SettleCommand) && _snapshots.Settle(_replica);
            bool durable = draft.EventCount > 0 || _snapshots.MustPublish
                ? await CommitAsync(draft)
                : await ConfirmEndAsync();
            if (!durable)
                Postpone();
            else if (Release() && !(draft.EventCount > 0 && MayServeWaiters()))
                return;
        }
    }

    /// <summary>Those that waited come before those that have just arrived.</summary>
    private void TakeWaiters(long servable, Timestamp now)
    {
        if (_waiters.Count == 0)
            return;
        List<Command> arrived = [.. _batch];
        _batch.Clear();
        _waiters.TakeInto(_batch, servable, now);
        _batch.AddRange(arrived);
    }

    private bool MayServeWaiters() => _waiters.Count > 0 && _replica!.Machine.Servable > 0;

    /// <summary>
    /// False if the replica is too old to decide: another process has done already what a command builds upon.
    /// </summary>
    private bool Decide(StateMachine machine, Draft draft)
    {
        bool isStale = false;
        machine.LoadKnown(_batch);
        foreach (Command command in _batch)
        {
            if (command.IsAbandoned)
            {
                command.Fail(new OperationCanceledException("The caller has gone away."));
                continue;
            }

            bool isLater = isStale || draft.IsSealed
                || !draft.HasRoom(command.EventBytes, command.Weight, command.Bytes);
            Decision decision = isLater ? Decision.Defer : command.Decide(draft);
            while (decision == Decision.Prepare && machine.TryLoadKnown(draft, command))
                decision = command.Decide(draft);

            isStale |= decision == Decision.Follow;
            Shelf(isStale ? Decision.Defer : decision).Add(command);
        }

        _batch.Clear();
        return !isStale;
    }

    /// <summary>Goes on to the end of the log, which must have moved.</summary>
    private async Task FollowAsync()
    {
        FrameNumber before = _replica!.Machine.LastFrame;
        await CatchUpAsync();
        if (_replica!.Machine.LastFrame == before)
        {
            throw new StorageCorruptException(
                $"Partition {_partition.Id} lacks frames that what was decided builds upon.");
        }
    }

    private List<Command> Shelf(Decision decision) => decision switch
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
        if (draft.EventCount > 0)
            replica.Machine.Complete(draft);
        await _partition.BeforeFrameAsync(draft);
        NewFrame frame = Encode(replica, draft);
        await _partition.BeforeAppendAsync(draft);
        long begin = _meter.Begin();
        int commands = _decided.Count;
        CommitOutcome outcome = await _committer.CommitAsync(replica.Head, frame);
        bool isFollowed = false;
        CommitStatus status = outcome.Status == CommitStatus.Contested
            ? await JudgeAsync(replica.Machine, draft, frame, () => isFollowed = true)
            : outcome.Status;
        _meter.End(begin, status, frame.Events.Length + frame.Payload.Length);
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
        Replica replica = await Replica.OpenAsync(_partition, blobs, CancellationToken.None, contest);
        TurnMeter.Replayed(_services.Time, begin, replica.ReplayFrames);

        // A snapshot is of frames that were durable. Where others write it may be newer than what was read of the log.
        if (_services.Store.HasOtherWriters)
            return replica;
        PartitionId id = _partition.Id;
        await foreach (BlobInfo snapshot in blobs.ListAsync(SnapshotReference.Folder(id), CancellationToken.None))
        {
            if (SnapshotReference.FrameOf(id, snapshot.Name) > replica.Head.Last)
            {
                throw new StorageCorruptException(
                    $"The log of partition {id} ends with frame {replica.Head.Last}, before its snapshot "
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
        Reply(_replica!.Machine);
        _prepared = null;
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
    private void Reply(StateMachine machine)
    {
        _partition.Observe(machine);
        foreach (Command command in _decided)
            command.Complete();
        _decided.Clear();
        Feed.Tell(machine.LastFrame);
    }

    /// <summary>Those for which there is nothing yet wait on, up to the bound on commands that wait.</summary>
    private void KeepWaiting()
    {
        _waiters.Return(_waiting.FindAll(command => command.HasWaited));
        foreach (Command command in _waiting)
        {
            if (command.HasWaited)
                continue;
            if (_waiters.Count < _services.Memory.MaxWaitingCommands)
                _waiters.Add(command);
            else
                command.Fail(new BrokerException(
                    BrokerErrorCode.Overloaded,
                    $"Too many {_partition.Waiting} of this {_partition.Noun}. Try again later."));
        }
    }

    /// <summary>Refuses what this draft was made of; those who only wait go on waiting.</summary>
    private void Abandon(BrokerException reason)
    {
        foreach (Command command in _decided)
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
