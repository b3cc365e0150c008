using QueueService.Replication.Snapshots;
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

    private List<Command> Shelf(Decision decision) => decision switch
    {
        Decision.Done => _decided,
        Decision.Wait => _waiting,
        Decision.Defer => _deferred,
        Decision.Prepare => _lacking,
        _ => throw new InvalidOperationException($"No command may end as {decision}."),
    };

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
        _turns.Defer(_deferred.Count);
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

    private void ClearShelves()
    {
        _decided.Clear();
        _waiting.Clear();
        _lacking.Clear();
        _deferred.Clear();
    }
}
