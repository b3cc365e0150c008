namespace QueueService.Partitions.State;

/// <content>Why a message cannot be received now, and when it can.</content>
internal sealed partial class PartitionState
{
    /// <summary>Puts a touched message under a hold, which may be over already.</summary>
    private void SetHold(MessageEntry entry, Hold hold, Timestamp visibleAt)
    {
        entry.Hold = hold;
        entry.VisibleAt = visibleAt;
        KeepAge(entry);
        if (hold == Hold.Leaving)
        {
            Leaving++;
        }
        else if (hold == Hold.Held)
        {
            HeldSet.Add(entry.Sequence);
        }
        else if (visibleAt <= Clock)
        {
            MakeReady(entry);
        }
        else
        {
            if (hold == Hold.InFlight)
                InFlightSet.Add(entry.Sequence);
            else
                DelayedSet.Add(entry.Sequence);
            _schedule.Add(entry);
        }
    }

    /// <summary>Takes a touched message out of its hold, or out of those that can be received.</summary>
    private void EndHold(MessageEntry entry)
    {
        BeforeChange(entry);
        ForgetAttempt(entry);
        if (entry.IsReady)
            MakeUnready(entry);
        else
            Unschedule(entry);
    }

    private void ForgetAttempt(MessageEntry entry)
    {
        if (entry.Attempt is { } attempt)
            Attempts.Remove(attempt);
    }

    private void Unschedule(MessageEntry entry)
    {
        if (entry.Bucket is not null)
            _schedule.Remove(entry);
        Uncount(entry);
    }

    private void Uncount(MessageEntry entry)
    {
        if (entry.Hold == Hold.Leaving)
            Leaving--;
        else if (entry.Hold == Hold.InFlight)
            InFlightSet.Remove(entry.Sequence);
        else if (entry.Hold == Hold.Delayed)
            DelayedSet.Remove(entry.Sequence);
        else if (entry.Hold == Hold.Held)
            HeldSet.Remove(entry.Sequence);
    }

    private void MakeReady(MessageEntry entry)
    {
        entry.IsReady = true;
        Returned.Add(entry.Sequence);
        _order.Ready(entry);
    }

    private void MakeUnready(MessageEntry entry)
    {
        entry.IsReady = false;
        Returned.Remove(entry.Sequence);
        _order.Unready(entry);
    }
}
