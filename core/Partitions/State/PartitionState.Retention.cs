namespace QueueService.Partitions.State;

/// <content>
/// What has outlived the retention. It is gone for everybody by the clock alone, and so stays hidden until an event
/// takes it out; the clocks of processes differ, so an event may still be about such a message.
/// </content>
internal sealed partial class PartitionState
{
    private void HideExpired()
    {
        Timestamp end = Clock + -Settings.Retention;
        if (Unread.OldestAt <= end)
        {
            foreach (UnreadRun run in Unread.EnqueuedBy(end))
                Hide(run);
        }

        if (DelayedUnread.OldestAt <= end)
        {
            foreach (UnreadRun run in DelayedUnread.EnqueuedBy(end))
            {
                DelayedUnread.Remove(run.First, run.End);
                _expiredUnread.Insert(run);
            }
        }

        while (_ages.FindEnqueuedBy(end) is { } entry)
            Hide(entry);
    }

    private void Hide(UnreadRun run)
    {
        Unload(run);
        Unread.Remove(run.First, run.End);
        _expiredUnread.Insert(run);
    }

    private void Hide(MessageEntry entry)
    {
        if (entry.IsReady)
            MakeUnready(entry);
        else
            Unschedule(entry);
        if (!entry.IsAside)
            _order.Remove(entry);
        _ages.Remove(entry);
        entry.IsExpired = true;
        _expired.Add(entry.Sequence, entry);
        _expiredBytes += entry.Length;
    }

    /// <summary>The message is not among the hidden ones any more, nor in the order of delivery yet.</summary>
    private void Unhide(MessageEntry entry)
    {
        entry.IsExpired = false;
        _expired.Remove(entry.Sequence);
        _expiredBytes -= entry.Length;
    }

    /// <summary>Another retention holds: shows what the one before has hidden; what it hides follows.</summary>
    private void ShowExpired()
    {
        if (!_expiredUnread.IsEmpty)
            ForgetLoaded();
        foreach (UnreadRun run in _expiredUnread.All.ToList())
        {
            _expiredUnread.Remove(run.First, run.End);
            Unread.Insert(run);
        }

        foreach (MessageEntry entry in _expired.Values.ToList())
        {
            Unhide(entry);
            if (!entry.IsAside)
                _order.Add(entry);
            SetHold(entry, entry.Hold, entry.VisibleAt);
        }
    }

    /// <summary>The age of a message counts unless it is on its way to another queue.</summary>
    private void KeepAge(MessageEntry entry)
    {
        if (entry.Hold != Hold.Leaving && entry.AgeBucket is null)
            _ages.Add(entry);
        else if (entry.Hold == Hold.Leaving && entry.AgeBucket is not null)
            _ages.Remove(entry);
    }
}
