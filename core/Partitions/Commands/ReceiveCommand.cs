using QueueService.Partitions.Drafts;
using QueueService.Partitions.Events;
using QueueService.Partitions.State;
using QueueService.Queues;
using QueueService.Storage;

namespace QueueService.Partitions.Commands;

/// <summary>
/// Hands messages to a consumer. On the way it sets aside what has expired, and what has been received too often.
/// </summary>
/// <param name="deadline">Until when to wait for the first message; null answers at once.</param>
/// <param name="attempt">By which it can be repeated, or repeats an earlier one.</param>
internal sealed class ReceiveCommand(
    int maxMessages,
    TimeSpan? visibilityTimeout,
    Timestamp? deadline,
    CancellationToken cancellationToken,
    KeyHash attempt = default) : PartitionCommand<IReadOnlyList<Delivery>>
{
    public override int Messages => maxMessages;

    public override bool IsAbandoned => cancellationToken.IsCancellationRequested;

    public override Timestamp? Deadline => deadline;

    /// <summary>True if, when it was decided last, as many messages were in flight as may be.</summary>
    public bool IsAtLimit { get; private set; }

    public override Decision Decide(Draft draft)
    {
        PartitionState state = draft.State;
        if (!attempt.IsNone && draft.HasAttempt(attempt))
            return Decision.Defer;
        if (!attempt.IsNone && state.Attempts.Find(attempt, draft.Now) is { } earlier
            && !earlier.Messages.Any(draft.IsExpired))
            return Repeat(draft, earlier);

        // Groups take turns among those that are known, so a FIFO queue looks some way ahead.
        if (state.Queue.IsFifo && state.NextUnloaded is not null && state.Loaded < Limits.GroupLookAhead)
            return Decision.Load;
        int wanted = (int)Math.Clamp(
            Limits.MaxInFlight - state.InFlight - draft.Delivered, 0, maxMessages);
        IsAtLimit = wanted == 0;
        Selection selection = new(draft);
        draft.Cursor.Begin();
        while (!selection.IsFull(wanted) && draft.Cursor.Next() is { } entry)
        {
            if (!selection.TryAdd(entry))
                return Decision.FindDeadLetter;
        }

        if (!selection.IsFull(wanted) && state.NextUnloaded is not null && state.Loaded < Limits.MaxLoaded)
            return Decision.Load;
        selection.SetAside();
        if (selection.Deliver.Count == 0)
            return deadline > draft.Now ? Decision.Wait : Answer([]);
        return Answer(Deliver(draft, selection.Deliver));
    }

    /// <summary>The same deliveries once more, hidden anew.</summary>
    private Decision Repeat(Draft draft, ReceiveAttempt earlier)
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

    private Timestamp VisibleAt(Draft draft) =>
        draft.Now + (visibilityTimeout ?? draft.State.Settings.VisibilityTimeout);

    private void RememberAttempt(Draft draft, Delivery[] deliveries, Timestamp visibleAt)
    {
        if (attempt.IsNone || visibleAt <= draft.Now)
            return;
        draft.RememberAttempt(attempt);
        draft.Add(new Attempted(attempt, [.. deliveries.Select(delivery => delivery.Sequence)]));
    }

    private Delivery[] Deliver(Draft draft, List<MessageEntry> entries)
    {
        Timestamp visibleAt = VisibleAt(draft);
        MessageReference[] messages = new MessageReference[entries.Count];
        Delivery[] deliveries = new Delivery[entries.Count];
        for (int n = 0; n < messages.Length; n++)
        {
            MessageEntry entry = entries[n];
            draft.TryClaim(entry);
            messages[n] = Draft.Refer(entry);
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

    /// <summary>What one receive has found so far.</summary>
    private sealed class Selection(Draft draft)
    {
        private readonly List<MessageEntry> _expired = [];
        private readonly List<(MessageEntry, PartitionId)> _dead = [];

        private long _bytes;

        public List<MessageEntry> Deliver { get; } = [];

        /// <summary>Whether it has as many messages as are wanted, or as many bytes as an answer may have.</summary>
        public bool IsFull(int wanted) => Deliver.Count >= wanted || _bytes >= Limits.MaxAnswerBytes;

        /// <summary>
        /// False if the dead-letter queue must be looked up before it can be said where this message goes.
        /// </summary>
        public bool TryAdd(MessageEntry entry)
        {
            if (draft.IsExpired(entry))
            {
                _expired.Add(entry);
                return true;
            }

            if (draft.State.Settings.DeadLetter is not { } setting || entry.OwnReceives < setting.MaxReceiveCount)
            {
                Add(entry);
                return true;
            }

            if (draft.DeadLetter?.Queue != setting.Queue)
                return false;

            // A dead-letter queue that does not exist must not cost a message: it stays receivable.
            if (draft.DeadLetter.Target is { } target)
                _dead.Add((entry, target.Of(entry)));
            else
                Add(entry);
            return true;
        }

        public void SetAside()
        {
            foreach (MessageEntry entry in _expired)
                draft.TryClaim(entry);
            foreach ((MessageEntry entry, _) in _dead)
                draft.TryClaim(entry);
            if (_expired.Count > 0)
            {
                draft.Add(new Expired(
                    [.. _expired.Where(entry => !entry.Touched).Select(entry => new SequenceRange(entry.Sequence, 1))],
                    [.. _expired.Where(entry => entry.Touched).Select(entry => entry.Sequence)]));
            }

            draft.StartTransfers(MoveReason.MaxReceiveCount, _dead);
        }

        private void Add(MessageEntry entry)
        {
            Deliver.Add(entry);
            _bytes += entry.Length;
        }
    }
}
