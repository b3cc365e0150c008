using QueueService.Log;
using QueueService.Partitions.Codec;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Contents;
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
        _replica ??= await OpenAsync();
        Observe(_replica.State);
        while (true)
        {
            PartitionState state = _replica.State;
            state.Advance(Timestamp.From(_services.Time.GetUtcNow()));
            _waiters.TakeInto(_batch, MayServeWaiters(), state.Clock);
            if (state.IsClosed)
                throw new PartitionClosedException(Id);
            Draft draft = new(state, ++_drafts, state.Clock);
            if (!await DecideAsync(draft))
            {
                await FollowAsync();
                Postpone();
                continue;
            }

            _isSettled = _decided.Exists(command => command is SettleCommand);
            if (_isSettled)
                await _snapshots.SettleAsync(_replica);
            bool durable = draft.Events.Count > 0 || _snapshots.MustPublish
                ? await CommitAsync(draft)
                : await ConfirmEndAsync();
            if (!durable)
                Postpone();
            else if (Release() && !(draft.Events.Count > 0 && MayServeWaiters()))
                return;
        }
    }

    private void Observe(PartitionState state)
    {
        Settings = state.Settings;
        IsLeaving = state.Leaving > 0;
        NextExpiry = state.Unread.OldestAt + state.Settings.Retention;
    }

    private bool MayServeWaiters() =>
        _waiters.Count > 0 && (_replica!.State.Order.MayDeliver || _replica.State.NextUnloaded is not null);

    /// <summary>
    /// False if the replica is too old to decide: another process has deleted a frame that it needs, or has done
    /// already what a command builds upon.
    /// </summary>
    private async Task<bool> DecideAsync(Draft draft)
    {
        bool isStale = false;
        await LoadAheadAsync(draft.State);
        foreach (PartitionCommand command in _batch)
        {
            if (command.IsAbandoned)
            {
                command.Fail(new OperationCanceledException("The caller has gone away."));
                continue;
            }

            bool isLater = isStale || draft.IsSealed || IsFull(draft, command);
            Decision decision = isLater ? Decision.Defer : command.Decide(draft);
            while (decision is Decision.Load or Decision.FindDeadLetter)
            {
                if (decision == Decision.FindDeadLetter)
                    draft.DeadLetter = await FindDeadLetterAsync(draft.State);
                else if (await LoadAsync(draft.State))
                    draft.Reload();
                else
                    break;
                decision = command.Decide(draft);
            }

            isStale |= decision is Decision.Load or Decision.Follow;
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
        _ => throw new InvalidOperationException($"No command may end as {decision}."),
    };

    private static bool IsFull(Draft draft, PartitionCommand command) =>
        draft.Messages > Limits.MaxFrameMessages
        || (draft.Events.Count > 0 && draft.PayloadLength + command.Bytes > 2 * Limits.MaxFramePayloadBytes);

    private async Task<DeadLetterTarget> FindDeadLetterAsync(PartitionState state)
    {
        QueueName queue = state.Settings.DeadLetter!.Queue;
        return new DeadLetterTarget(queue, await _services.FindQueueAsync(queue, CancellationToken.None));
    }

    /// <summary>Loads about as many unread messages as the receives of this batch can take.</summary>
    private async Task LoadAheadAsync(PartitionState state)
    {
        int wanted = 0;
        foreach (PartitionCommand command in _batch)
            wanted += command is ReceiveCommand ? command.Messages : 0;
        wanted = Math.Min(wanted, Limits.MaxFrameMessages);
        while (state.Loaded < wanted && state.NextUnloaded is not null)
        {
            if (!await LoadAsync(state))
                return;
        }
    }

    private async Task<bool> LoadAsync(PartitionState state)
    {
        UnreadRun run = state.NextUnloaded!.Value;
        FrameContents? contents = await Frames.ReadAsync(run.Frame, CancellationToken.None);
        if (contents is null)
            return false;
        state.Load(run, contents.Messages);
        return true;
    }

    /// <summary>True if the draft is durable and applied; false if it must be decided again.</summary>
    private async Task<bool> CommitAsync(Draft draft)
    {
        Replica replica = _replica!;
        PartitionState state = replica.State;
        if (state.Leaving == 0 && draft.Events.Any(happened => happened is TransferStarted))
            await _services.MarkLeavingAsync(state);
        NewFrame frame = Encode(replica, draft);
        if (!frame.Payload.IsEmpty || draft.Events.Any(happened => happened is TransferAborted))
            await _services.MarkOccupiedAsync(state);
        long begin = _meter.Begin();
        CommitOutcome outcome = await _committer.CommitAsync(replica.Head, frame);
        _meter.End(begin, outcome.Status, frame.Events.Length + frame.Payload.Length);
        switch (outcome.Status)
        {
            case CommitStatus.Committed when outcome.Head is not null:
                replica.Committed(outcome.Head, frame, draft.Now, draft.Events);
                Reply(state);
                _meter.Count(draft.Events, state);
                break;
            case CommitStatus.Committed:
                replica.Committed(replica.Head, frame, draft.Now, draft.Events);
                Reply(state);
                _meter.Count(draft.Events, state);
                await CatchUpAsync();
                break;
            case CommitStatus.Lost:
                await CatchUpAsync();
                return false;
            case CommitStatus.Refused:
                Abandon(outcome.Refusal!);
                return true;
            default:
                Abandon(new BrokerException(
                    BrokerErrorCode.OutcomeUnknown,
                    "The store did not say whether the request was carried out. Look before you repeat it."));
                _replica = null;
                throw new StorageUnavailableException("The store did not answer; try again.");
        }

        // Catching up may have put another replica in its place.
        replica = _replica!;
        await _snapshots.CommittedAsync(replica, draft.Events.Count == 0);
        if (replica.State.Leaving > 0)
            _services.OnLeaving(Id);
        return true;
    }

    private NewFrame Encode(Replica replica, Draft draft)
    {
        ReadOnlyMemory<byte> payload = draft.Payload();
        FrameCodec.Encode(_events, draft.Now, draft.Events, payload.Span);
        return new NewFrame(
            replica.Head.Last.Next,
            new CommitId(_services.Random.NextUInt128()),
            _events.Written.ToArray(),
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

    private async Task CatchUpAsync()
    {
        if (await _replica!.CatchUpAsync(CancellationToken.None))
            return;
        _replica = null;
        _replica = await OpenAsync();
    }

    private async Task<Replica> OpenAsync()
    {
        IBlobStore blobs = _services.Store.Blobs;
        Replica replica = await Replica.OpenAsync(Id, _log, blobs, Frames, CancellationToken.None);

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
    /// The draft came to nothing: all its commands are decided again, in the order in which they came.
    /// </summary>
    private void Postpone()
    {
        _batch.AddRange(_decided);
        _batch.AddRange(_waiting);
        _batch.AddRange(_deferred);
        ClearShelves();
    }

    /// <summary>Lets the replies go. False if commands of this batch are left to decide in a further cycle.</summary>
    private bool Release()
    {
        Reply(_replica!.State);
        foreach (PartitionCommand command in _waiting)
            _waiters.Add(command);
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
        _deferred.Clear();
    }
}
