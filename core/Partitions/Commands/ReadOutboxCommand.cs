using QueueService.Partitions.Drafts;
using QueueService.Partitions.Moves;
using QueueService.Partitions.State;
using QueueService.Replication;
using QueueService.Transfers;

namespace QueueService.Partitions.Commands;

/// <summary>Says what is on its way from here: for each destination the first messages.</summary>
internal sealed class ReadOutboxCommand : QueueCommand<IReadOnlyList<MessageBatch>>
{
    public override Decision Decide(QueueDraft draft) => Answer(
    [
        .. draft.State.Outboxes
            .Where(outbox => outbox.Pending.Count > 0)
            .Select(outbox => new MessageBatch(
                outbox.Destination, outbox.FirstPending, outbox.Next, Items(draft, outbox))),
    ]);

    private static List<OutboxItem> Items(QueueDraft draft, Outbox<MessageEntry> outbox)
    {
        List<OutboxItem> items = [];
        long bytes = 0;
        foreach (MessageEntry entry in outbox.Pending)
        {
            bytes += entry.Length;
            if (items.Count == draft.Bounds.TransferMessages
                || (items.Count > 0 && bytes > draft.Bounds.TransferBytes))
                break;
            items.Add(new OutboxItem(entry.Frame, entry.Index, Traits(draft.State, entry)));
        }

        return items;
    }

    private static MessageTraits Traits(PartitionState state, MessageEntry entry)
    {
        MessageTraits traits = new()
        {
            Group = entry.Group,
            Id = MessageIds.Of(state.Id, entry.Sequence, entry.Traits),
        };
        if (entry.Leaving == MoveReason.Redrive)
            return traits with { Replays = entry.Traits?.Replays };

        Origin origin = new(state.Queue.Value, entry.Leaving, DiedAt(state, entry));
        if (entry.Traits?.Forward is { } forward)
        {
            return traits with
            {
                Detail = entry.Traits.Detail,
                Origin = origin with { Receives = entry.ReceiveCount },
                Forward = forward,
            };
        }

        // In SQS a dead letter keeps its age on standard queues and starts anew on FIFO queues.
        return traits with
        {
            EnqueuedAt = state.Queue.IsFifo ? null : entry.EnqueuedAt,
            FirstReceivedAt = entry.FirstReceivedAt,
            PriorReceives = entry.ReceiveCount,
            Detail = entry.Traits?.Detail,
            Origin = origin,
        };
    }

    /// <summary>Of one that set out under an earlier program, only that it was on its way by now is known.</summary>
    private static Timestamp DiedAt(PartitionState state, MessageEntry entry) =>
        entry.VisibleAt == default ? state.LastTime : entry.VisibleAt;
}
