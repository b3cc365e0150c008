using QueueService.Partitions.Events;

namespace QueueService.Partitions.State;

/// <content>Dead letters that wait for the way on which an exchange leads them.</content>
internal sealed partial class PartitionState
{
    /// <summary>Those that have not set out. Their age counts; no time lets them go on.</summary>
    public SequenceSet HeldSet { get; private set; } = new();

    private void SetAside(Held held, Timestamp time)
    {
        foreach (SequenceNumber message in held.Messages)
        {
            MessageEntry entry = Get(message);
            BeforeChange(entry);
            entry.Leaving = held.Reason;
            PutAside(entry, Hold.Held, time);
        }

        _deadLettered += held.Messages.Length;
    }

    private void Forward(Forwarded forwarded)
    {
        foreach (SequenceNumber message in forwarded.Messages)
        {
            MessageEntry entry = Get(message);
            BeforeChange(entry);
            entry.Traits = (entry.Traits ?? new MessageTraits()) with { Forward = forwarded.Way };
        }
    }

    /// <summary>Nobody receives it any more, wherever it stood.</summary>
    /// <param name="since">When it died or set out, which is kept until it is gone.</param>
    private void PutAside(MessageEntry entry, Hold hold, Timestamp since)
    {
        Unhold(entry);
        if (!entry.IsAside)
            _order.Remove(entry);
        SetHold(entry, hold, since);
    }

    /// <summary>
    /// The last of the copies that set out has not arrived, since its queue is gone. If another one has arrived, the
    /// message goes with that queue; else it waits for another way.
    /// </summary>
    private void HoldAgain(MessageEntry entry, MessageTraits traits)
    {
        if (entry.HasArrived)
        {
            RemoveTouched(entry);
            return;
        }

        EndHold(entry);
        entry.Traits = MessageTraits.OrNull(traits with { Forward = null });
        SetHold(entry, Hold.Held, entry.VisibleAt);
    }

    private void Drop(Dropped dropped)
    {
        foreach (SequenceNumber message in dropped.Messages)
            RemoveTouched(Get(message));
        _dropped += dropped.Messages.Length;
    }
}
