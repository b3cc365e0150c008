using QueueService.Partitions.Events;
using QueueService.Storage;

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
                StartTransfer(started, time);
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
            _order = CreateOrder(configured.Queue);
        }

        if (HasExpired && configured.Settings.Retention != Settings.Retention)
            ShowExpired();
        Queue = configured.Queue;
        Version = configured.Version;
        Settings = configured.Settings;
        ShowDelayed();
        HideDelayed();
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
        if (!entry.IsAside)
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

    private MessageEntry Get(SequenceNumber sequence) =>
        _entries.TryGetValue(sequence, out MessageEntry? entry) && entry.Touched ? entry : throw Missing(sequence);

    private static InvalidOperationException Missing(SequenceNumber sequence) =>
        new($"An event is about message {sequence.Value}, which is not here.");
}
