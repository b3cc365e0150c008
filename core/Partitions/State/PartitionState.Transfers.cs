using QueueService.Partitions.Events;
using QueueService.Transfers;

namespace QueueService.Partitions.State;

/// <content>Messages that set out to other partitions, and come back.</content>
internal sealed partial class PartitionState
{
    private void StartTransfer(TransferStarted started, Timestamp time)
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
            Add(outbox, entry);

            // It has set out by this frame already, as another copy.
            if (entry.Hold == Hold.Leaving)
                continue;
            BeforeChange(entry);
            bool wasHeld = entry.Hold == Hold.Held;
            if (started.Reason != MoveReason.Redrive && !wasHeld)
                _deadLettered++;
            entry.Leaving = started.Reason;
            PutAside(entry, Hold.Leaving, wasHeld ? entry.VisibleAt : time);
        }
    }

    private static void Add(Outbox<MessageEntry> outbox, MessageEntry entry)
    {
        entry.Copies++;
        outbox.Add(entry);
    }

    private void FinishTransfer(TransferFinished finished)
    {
        Outbox<MessageEntry> outbox = _outboxes[finished.Destination];
        while (outbox.Pending.Count > 0 && outbox.FirstPending <= finished.Last)
        {
            MessageEntry entry = outbox.Pending.Dequeue();
            BeforeChange(entry);
            entry.HasArrived = true;
            if (--entry.Copies == 0)
                RemoveTouched(entry);
        }
    }

    /// <summary>Those up to <paramref name="last"/>, or all, can be received here again.</summary>
    private void TakeBack(Outbox<MessageEntry> outbox, TransferNumber? last, Timestamp time)
    {
        while (outbox.Pending.Count > 0 && !(outbox.FirstPending > last))
        {
            MessageEntry entry = outbox.Pending.Dequeue();
            if (--entry.Copies > 0)
                continue;
            if (entry.Traits is { Forward: not null } forwarded)
            {
                HoldAgain(entry, forwarded);
                continue;
            }

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
}
