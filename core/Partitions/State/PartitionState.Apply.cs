using QueueService.Partitions.Events;
using QueueService.Storage;
using QueueService.Transfers;

namespace QueueService.Partitions.State;

/// <content>What each event does to the state.</content>
internal sealed partial class PartitionState
{
    /// <summary>Applies the events of the next frame. A frame that cannot follow is a broken invariant.</summary>
    public void Apply(FrameNumber number, Timestamp time, IReadOnlyList<PartitionEvent> events)
    {
        if (number != LastFrame.Next || time < LastTime)
            throw new InvalidOperationException(
                $"Frame {number} at {time} cannot follow frame {LastFrame} at {LastTime}.");
        Advance(time);
        Deduplication.ForgetExpired(time);
        if (events is [.., TotalsBegun])
            BeginTotals(default);
        int index = 0;
        foreach (PartitionEvent happened in events)
        {
            switch (happened)
            {
                case Sent sent:
                    Append(number, index, time, sent.First, sent.Messages);
                    index += sent.Messages.Length;
                    _sent += sent.Messages.Length;
                    break;
                case Arrived arrived:
                    Append(number, index, time, arrived.First, arrived.Messages);
                    index += arrived.Messages.Length;
                    _sent += arrived.Messages.Length;
                    Inbox.Take(arrived.Source, arrived.Last);
                    DeadLetters += arrived.Messages.Count(message => message.Traits?.Origin is not null);
                    break;
                case Replaced replaced:
                    Replace(replaced, number, index++, time);
                    break;
                default:
                    Change(happened, time);
                    break;
            }
        }

        HideExpired();
        LastFrame = number;
        LastTime = time;
    }

    private void Change(PartitionEvent happened, Timestamp time)
    {
        switch (happened)
        {
            case Delivered delivered:
                foreach (MessageReference message in delivered.Messages)
                    Deliver(Touch(message), time, delivered.VisibleAt);
                break;
            case Attempted attempted:
                Remember(attempted);
                break;
            case Acknowledged acknowledged:
                foreach (SequenceNumber message in acknowledged.Messages)
                    RemoveTouched(Used(message, time));
                _acknowledged += acknowledged.Messages.Length;
                break;
            case Extended extended:
                Rehold(Used(extended.Message, time), Hold.InFlight, extended.VisibleAt);
                break;
            case Released released:
                foreach (SequenceNumber message in released.Messages)
                    Rehold(Used(message, time), Hold.Delayed, released.VisibleAt);
                break;
            case Expired expired:
                Expire(expired);
                break;
            case Purged purged:
                Purge(purged.End);
                break;
            case TransferStarted started:
                StartTransfer(started);
                break;
            case TransferFinished finished:
                FinishTransfer(finished);
                break;
            case TransferAborted aborted:
                TakeBack(_outboxes[aborted.Destination], null, time);
                break;
            case TransferReturned returned:
                TakeBack(_outboxes[returned.Destination], returned.Last, time);
                break;
            case SourceRetired retired:
                Inbox.Retire(retired.Source, LastFrame.Next);
                break;
            case Configured configured:
                Configure(configured);
                break;
            case Closed:
                IsClosed = true;
                break;
            default:
                ChangeSingly(happened, time);
                break;
        }
    }

    private void Configure(Configured configured)
    {
        if (!IsConfigured)
        {
            EffectiveScope = configured.Settings.DeduplicationScope;
            _order = configured.Queue.IsFifo ? new GroupOrder() : new StandardOrder();
        }

        if (HasExpired && configured.Settings.Retention != Settings.Retention)
            ShowExpired();
        Queue = configured.Queue;
        Version = configured.Version;
        Settings = configured.Settings;
        ShowDelayed();
        HideDelayed();
    }

    private void Append(
        FrameNumber frame, int index, Timestamp time, SequenceNumber first, StoredMessage[] messages)
    {
        if (first != NextSequence)
            throw new InvalidOperationException($"Message {first.Value} cannot follow {NextSequence.Value - 1}.");
        for (int n = 0; n < messages.Length; n++)
        {
            StoredMessage message = messages[n];
            SequenceNumber sequence = first.Plus(n);
            Timestamp enqueuedAt = message.Traits?.EnqueuedAt ?? time;
            if (!message.Deduplication.IsNone)
            {
                Deduplication.Add(new DeduplicationEntry(
                    message.Deduplication, time + Limits.DeduplicationWindow, sequence));
            }

            if (message.VisibleAt is { } visibleAt)
            {
                AddHeld(
                    new(sequence, frame, index + n, message.Length, enqueuedAt, message.Traits?.ForState), visibleAt);
                continue;
            }

            int count = 1;
            long bytes = message.Length;
            KeyHash group = message.Traits?.Group ?? KeyHash.None;
            while (n + 1 < messages.Length && Continues(messages[n + 1], time, enqueuedAt))
            {
                n++;
                count++;
                bytes += messages[n].Length;
                if (messages[n].Traits?.Group != group)
                    group = KeyHash.None;
                if (!messages[n].Deduplication.IsNone)
                {
                    Deduplication.Add(new DeduplicationEntry(
                        messages[n].Deduplication, time + Limits.DeduplicationWindow, first.Plus(n)));
                }
            }

            if (!Queue.IsFifo)
                group = KeyHash.None;
            AppendUnread(new UnreadRun(sequence, count, frame, index + n - count + 1, enqueuedAt, bytes, group));
        }

        NextSequence = first.Plus(messages.Length);
    }

    private static bool Continues(StoredMessage message, Timestamp time, Timestamp enqueuedAt) =>
        message.VisibleAt is null && (message.Traits?.EnqueuedAt ?? time) == enqueuedAt;

    private void AddHeld(MessageEntry entry, Timestamp visibleAt)
    {
        _entries.Add(entry.Sequence, entry);
        AddTouched(entry);
        _order.Add(entry);
        SetHold(entry, Hold.Delayed, visibleAt);
    }

    /// <summary>The message as one with a history; from now on it is no longer among the unread.</summary>
    private MessageEntry Touch(MessageReference message)
    {
        MessageEntry? entry = _entries.GetValueOrDefault(message.Sequence);
        if (!message.FirstTouch)
            return entry is { Touched: true } ? entry : throw Missing(message.Sequence);
        UnreadRun run = Unread.Take(message.Sequence, message.Length)
            ?? DelayedUnread.Take(message.Sequence, message.Length)
            ?? _expiredUnread.Take(message.Sequence, message.Length)
            ?? throw Missing(message.Sequence);
        if (entry is null)
        {
            entry = new MessageEntry(
                message.Sequence, run.Frame, run.Index, message.Length, run.EnqueuedAt, message.Traits);
            _entries.Add(entry.Sequence, entry);
            AddTouched(entry);
            _order.Add(entry);
        }
        else
        {
            entry.IsReady = false;
            AddTouched(entry);
            _order.Unready(entry);
        }
        return entry;
    }

    private void Deliver(MessageEntry entry, Timestamp time, Timestamp visibleAt)
    {
        BeforeChange(entry);
        entry.ReceiveCount++;
        entry.FirstReceivedAt ??= time;
        entry.ReceivedAt = time;
        _received++;
        _redelivered += entry.OwnReceives > 1 ? 1 : 0;
        Rehold(entry, Hold.InFlight, visibleAt);
    }

    private void Remember(Attempted attempted) =>
        Attempts.Add(new ReceiveAttempt(attempted.Attempt, [.. attempted.Messages.Select(Get)]));

    /// <summary>A message with which its consumer does something.</summary>
    private MessageEntry Used(SequenceNumber message, Timestamp time)
    {
        MessageEntry entry = Get(message);
        Attempts.Use(entry, time);
        return entry;
    }

    private void Rehold(MessageEntry entry, Hold hold, Timestamp visibleAt)
    {
        Unhold(entry);
        SetHold(entry, hold, visibleAt);
    }

    /// <summary>The message is in the order of delivery, under no hold, and not ready.</summary>
    private void Unhold(MessageEntry entry)
    {
        if (!entry.IsExpired)
        {
            EndHold(entry);
            return;
        }

        BeforeChange(entry);
        ForgetAttempt(entry);
        Unhide(entry);
        _order.Add(entry);
    }

    private void Expire(Expired expired)
    {
        foreach (SequenceRange range in expired.Unread)
        {
            RemoveUnread(range.First, range.End);
            _expiredInAll += range.Count;
        }

        foreach (SequenceNumber message in expired.Touched)
            RemoveTouched(Get(message));
        _expiredInAll += expired.Touched.Length;
    }

    private void Purge(SequenceNumber end)
    {
        RemoveUnread(new SequenceNumber(1), end);
        foreach (MessageEntry entry in Touched.Where(entry =>
            entry.Sequence < end && entry.Hold != Hold.Leaving).ToList())
            RemoveTouched(entry);
        Deduplication.Clear();
    }

    /// <summary>Removes unread messages, loaded or not.</summary>
    private void RemoveUnread(SequenceNumber first, SequenceNumber end)
    {
        _expiredUnread.Remove(first, end);
        DelayedUnread.Remove(first, end);
        foreach (UnreadRun run in Unread.From(first))
        {
            if (run.First >= end || run.First >= LoadedEnd)
                break;
            Unload(run.From(Max(run.First, first)).Before(end));
        }

        Unread.Remove(first, end);
    }

    private void Unload(UnreadRun run)
    {
        for (int n = 0; n < run.Count && Loaded > 0; n++)
            Unload(run.First.Plus(n));
    }

    /// <summary>As if nothing had ever been loaded.</summary>
    private void ForgetLoaded()
    {
        foreach (MessageEntry entry in _entries.Values.Where(entry => !entry.Touched).ToList())
            Unload(entry.Sequence);
        _order.UnskipAll();
        LoadedEnd = new SequenceNumber(1);
    }

    private void Unload(SequenceNumber sequence)
    {
        if (!_entries.Remove(sequence, out MessageEntry? entry))
            return;
        entry.IsReady = false;
        _order.Unready(entry);
        _order.Remove(entry);
    }

    private void StartTransfer(TransferStarted started)
    {
        if (!_outboxes.TryGetValue(started.Destination, out Outbox<MessageEntry>? outbox))
        {
            outbox = new Outbox<MessageEntry>(started.Destination, started.First);
            _outboxes.Add(started.Destination, outbox);
        }

        if (outbox.Next != started.First)
            throw new InvalidOperationException(
                $"Transfer {started.First.Value} cannot follow {outbox.Next.Value - 1}.");
        foreach (MessageReference message in started.Messages)
        {
            MessageEntry entry = Touch(message);
            BeforeChange(entry);
            entry.Leaving = started.Reason;
            Unhold(entry);
            _order.Remove(entry);
            SetHold(entry, Hold.Leaving, default);
            outbox.Add(entry);
        }

        if (started.Reason != MoveReason.Redrive)
            _deadLettered += started.Messages.Length;
    }

    private void FinishTransfer(TransferFinished finished)
    {
        Outbox<MessageEntry> outbox = _outboxes[finished.Destination];
        while (outbox.Pending.Count > 0 && outbox.FirstPending <= finished.Last)
            RemoveTouched(outbox.Pending.Dequeue());
    }

    /// <summary>Those up to <paramref name="last"/>, or all, can be received here again.</summary>
    private void TakeBack(Outbox<MessageEntry> outbox, TransferNumber? last, Timestamp time)
    {
        while (outbox.Pending.Count > 0 && !(outbox.FirstPending > last))
        {
            MessageEntry entry = outbox.Pending.Dequeue();
            EndHold(entry);
            if (entry.Traits is { Replays: not null } traits)
                entry.Traits = MessageTraits.OrNull(traits with { Replays = null });
            _order.Add(entry);

            // One that was never received here may have to wait longer since the delay of the queue was raised.
            Timestamp due = DelayedUntil(entry.EnqueuedAt);
            bool isDelayed = entry.OwnReceives == 0 && due > time;
            SetHold(entry, isDelayed ? Hold.Delayed : Hold.None, isDelayed ? due : time);
        }
    }

    private MessageEntry Get(SequenceNumber sequence) =>
        _entries.TryGetValue(sequence, out MessageEntry? entry) && entry.Touched ? entry : throw Missing(sequence);

    private static InvalidOperationException Missing(SequenceNumber sequence) =>
        new($"An event is about message {sequence.Value}, which is not here.");
}
