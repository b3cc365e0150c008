using QueueService.Partitions.Codec;
using QueueService.Partitions.Drafts;
using QueueService.Partitions.Events;
using QueueService.Partitions.State;
using QueueService.Replication;

namespace QueueService.Partitions.Commands;

/// <summary>
/// Hands messages to a consumer. On the way it sets aside what has been received too often, as much as a frame has room
/// for; where nothing else was found it goes on in the next one.
/// </summary>
/// <param name="deadline">Until when to wait for the first message; null answers at once.</param>
/// <param name="attempt">By which it can be repeated, or repeats an earlier one.</param>
/// <param name="refuseSpent">Finds nothing where it repeats one that cannot be repeated any more.</param>
internal sealed class ReceiveCommand(
    int maxMessages,
    TimeSpan? visibilityTimeout,
    Timestamp? deadline,
    CancellationToken cancellationToken,
    KeyHash attempt = default,
    bool refuseSpent = false) : QueueCommand<IReadOnlyList<Delivery>>
{
    public override int Messages => maxMessages;

    public override int Wanted => maxMessages;

    public override int EventBytes =>
        (2 * EventBounds.Event) + (maxMessages * (EventBounds.Reference + EventBounds.Sequence));

    public override bool IsAbandoned => cancellationToken.IsCancellationRequested;

    public override Timestamp? Deadline => deadline;

    /// <summary>True if, when it was decided last, as many messages were in flight as may be.</summary>
    public bool IsAtLimit { get; private set; }

    /// <summary>True if, when it was decided last, it repeated a receive that cannot be repeated any more.</summary>
    public bool IsSpent { get; private set; }

    public override Decision Decide(QueueDraft draft)
    {
        PartitionState state = draft.State;
        if (!attempt.IsNone && draft.HasAttempt(attempt))
            return Decision.Defer;
        IsSpent = refuseSpent && state.Attempts.IsSpent(attempt, draft.Now);
        if (IsSpent)
            return Answer([]);
        if (!attempt.IsNone && state.Attempts.Find(attempt, draft.Now) is { } earlier)
            return Repeat(draft, earlier);

        // Groups take turns among those that are known, so a FIFO queue looks some way ahead.
        bool mayLoad = state.MayLoad(draft.Bounds.Loaded);
        if (mayLoad && state.Queue.IsFifo && state.Loaded < draft.Bounds.GroupLookAhead)
            return Decision.Prepare;
        int wanted = Math.Clamp(
            (int)(draft.Bounds.InFlight - state.InFlight - draft.Delivered), 0, maxMessages);
        IsAtLimit = wanted == 0;
        List<MessageEntry> found = [];
        DeadLetters dead = new(draft);
        draft.Cursor.Begin();
        long room = draft.Bounds.AnswerBytes;
        while (found.Count < wanted && room > 0 && !dead.IsFull && draft.Cursor.Next() is { } entry)
        {
            int before = found.Count;
            if (!dead.Concerns(entry))
                found.Add(entry);
            else if (!dead.TrySetAside(entry, found))
                return draft.AskForDeadLetter();
            room -= found.Count > before ? entry.Length : 0;
        }

        if (found.Count < wanted && room > 0 && !dead.IsFull && mayLoad)
            return Decision.Prepare;
        dead.Leave();
        if (found.Count > 0)
            return Answer(Deliver(draft, found));
        if (dead.IsFull)
            return Decision.Defer;
        return deadline > draft.CallerTime && draft.MayWait ? Decision.Wait : Answer([]);
    }

    /// <summary>The same deliveries once more, hidden anew.</summary>
    private Decision Repeat(QueueDraft draft, ReceiveAttempt earlier)
    {
        if (earlier.Messages.Any(draft.IsClaimed))
            return Decision.Defer;
        Timestamp visibleAt = VisibleAt(draft);
        Delivery[] deliveries = new Delivery[earlier.Messages.Count];
        for (int n = 0; n < deliveries.Length; n++)
        {
            MessageEntry entry = earlier.Messages[n];
            draft.TryClaim(entry);
            draft.Add(new Extended(entry.Sequence, visibleAt));
            deliveries[n] = Delivery.Of(entry, showVisibleAt: true) with { VisibleAt = visibleAt };
        }

        RememberAttempt(draft, deliveries, visibleAt);
        return Answer(deliveries);
    }

    private Timestamp VisibleAt(QueueDraft draft) =>
        draft.Now + (visibilityTimeout ?? draft.State.Settings.VisibilityTimeout);

    private void RememberAttempt(QueueDraft draft, Delivery[] deliveries, Timestamp visibleAt)
    {
        if (attempt.IsNone || visibleAt <= draft.Now)
            return;
        draft.RememberAttempt(attempt);
        draft.Add(new Attempted(attempt, [.. deliveries.Select(delivery => delivery.Sequence)]));
    }

    private Delivery[] Deliver(QueueDraft draft, List<MessageEntry> entries)
    {
        Timestamp visibleAt = VisibleAt(draft);
        MessageReference[] messages = new MessageReference[entries.Count];
        Delivery[] deliveries = new Delivery[entries.Count];
        for (int n = 0; n < messages.Length; n++)
        {
            MessageEntry entry = entries[n];
            draft.TryClaim(entry);
            messages[n] = QueueDraft.Refer(entry);
            deliveries[n] = new Delivery(
                entry.Sequence,
                entry.Frame,
                entry.Index,
                entry.EnqueuedAt,
                entry.ReceiveCount + 1,
                entry.FirstReceivedAt ?? draft.Now,
                visibleAt);
        }

        draft.Add(new Delivered(visibleAt, messages));
        RememberAttempt(draft, deliveries, visibleAt);
        return deliveries;
    }
}
