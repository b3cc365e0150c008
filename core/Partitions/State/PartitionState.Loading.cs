using QueueService.Partitions.Events;

namespace QueueService.Partitions.State;

/// <content>Unread messages that are made ready for delivery.</content>
internal sealed partial class PartitionState
{
    /// <summary>The id of no draft, so that what is claimed counts, too.</summary>
    private const long NoDraft = -1;

    /// <summary>How many receives may find something, at most; 0 if none would.</summary>
    public long Servable()
    {
        long servable = _order.Servable;
        return FindUnloaded() is null ? servable : servable + Unread.Messages - Loaded;
    }

    /// <summary>
    /// The first unread messages that are worth loading, since they could then be delivered; null if there are none.
    /// Skips those whose group is known to be blocked.
    /// </summary>
    public UnreadRun? FindUnloaded()
    {
        while (_order.NextSkipped is { } skipped)
        {
            SequenceRange range = skipped.Messages;
            if (Unread.AtOrAfter(range.First) is { } run && run.First < range.End)
                return run.From(Max(run.First, range.First)).Before(range.End);
            _order.Unskip(skipped.Group, range.End);
        }

        while (Unread.AtOrAfter(LoadedEnd) is { } run)
        {
            UnreadRun part = run.From(Max(run.First, LoadedEnd));
            if (part.Group.IsNone || !_order.IsBlocked(part.Group, part.First))
                return part;
            _order.Skip(part.Group, new SequenceRange(part.First, part.Count));
            LoadedEnd = part.End;
        }

        return null;
    }

    /// <summary>
    /// True if there is something worth loading and room for it. What was skipped is loaded all the same where nothing
    /// else can be delivered: loaded messages of its group may have to wait for it.
    /// </summary>
    /// <param name="limit">How many unread messages may be loaded at one time.</param>
    public bool MayLoad(int limit) => FindUnloaded() is not null
        && (Loaded < limit || (_order.NextSkipped is not null && !CanDeliver()));

    /// <summary>
    /// True if a walk finds something. A group may be servable and yet have to wait: all of it was sent after messages
    /// that are not loaded.
    /// </summary>
    private bool CanDeliver()
    {
        DeliveryCursor all = Walk(NoDraft);
        all.Begin();
        return all.Next() is not null;
    }

    /// <summary>
    /// What to fetch so that <see cref="FindUnloaded"/> can be followed for a while: it and the runs behind it.
    /// </summary>
    /// <param name="frames">At most this many.</param>
    /// <param name="messages">And no more once they have this many messages.</param>
    public List<UnreadRun> UnloadedAhead(int frames, int messages)
    {
        List<UnreadRun> ahead = [];
        if (FindUnloaded() is not { } first)
            return ahead;
        SequenceNumber end = _order.NextSkipped is { } skipped
            ? skipped.Messages.End
            : new SequenceNumber(long.MaxValue);
        foreach (UnreadRun run in Unread.From(first.First))
        {
            if (run.First >= end || ahead.Count == frames || messages <= 0)
                break;
            if (!run.Group.IsNone && run.Group != first.Group && _order.IsBlocked(run.Group, run.First))
                continue;
            ahead.Add(run);
            messages -= run.Count;
        }

        return ahead;
    }

    /// <summary>The walk over what can be received, for one draft.</summary>
    public DeliveryCursor Walk(long draft) => _order.Walk(
        draft,
        Unread.AtOrAfter(LoadedEnd) is { } run ? Max(run.First, LoadedEnd) : new SequenceNumber(long.MaxValue),
        DelayedUnread.IsEmpty ? new SequenceNumber(long.MaxValue) : DelayedUnread.First.First);

    /// <summary>Makes the messages of an unloaded run ready for delivery.</summary>
    /// <param name="run">What <see cref="FindUnloaded"/> said.</param>
    /// <param name="messages">All messages of its frame.</param>
    public void Load(UnreadRun run, IReadOnlyList<StoredMessage> messages)
    {
        if (run.Index + run.Count > messages.Count)
            throw new InvalidOperationException($"Frame {run.Frame} has fewer messages than its run says.");
        for (int n = 0; n < run.Count; n++)
        {
            StoredMessage message = messages[run.Index + n];
            SequenceNumber sequence = run.First.Plus(n);
            MessageEntry entry = new(
                sequence, run.Frame, run.Index + n, message.Length, run.EnqueuedAt, message.Traits?.ForState);
            _entries.Add(sequence, entry);
            _order.Add(entry);
            entry.IsReady = true;
            _order.Ready(entry);
        }

        if (run.First >= LoadedEnd)
            LoadedEnd = run.End;
        else
            _order.Unskip(run.Group, run.End);
    }
}
