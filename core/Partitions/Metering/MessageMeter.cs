using QueueService.Partitions.Events;
using QueueService.Partitions.State;

namespace QueueService.Partitions.Metering;

/// <summary>Counts what commits do with messages.</summary>
internal static class MessageMeter
{
    /// <summary>Counts the messages of a frame that was committed and applied.</summary>
    public static void Count(QueueCounters counters, IReadOnlyList<PartitionEvent> events, PartitionState state)
    {
        foreach (PartitionEvent happened in events)
        {
            switch (happened)
            {
                case Sent sent:
                    counters.AddSent(sent.Messages.Length);
                    break;
                case Arrived arrived:
                    counters.AddSent(arrived.Messages.Length);
                    break;
                case Delivered delivered:
                    counters.AddReceived(delivered.Messages.Length, CountAgain(delivered, state));
                    break;
                case Acknowledged acknowledged:
                    counters.AddAcknowledged(acknowledged.Messages.Length);
                    break;
                case Expired expired:
                    counters.AddExpired(expired.Unread.Sum(range => range.Count) + expired.Touched.Length);
                    break;
                case Deleted deleted:
                    counters.AddDeleted(deleted.Unread.Sum(range => range.Count) + deleted.Touched.Length);
                    break;
                case Replaced:
                    counters.AddEdited();
                    break;
                case TransferStarted { Reason: MoveReason.Redrive } started:
                    counters.AddReplayed(started.Messages.Length);
                    break;
                case Held held:
                    counters.AddDeadLettered(held.Messages.Length);
                    break;
                case TransferStarted when state.Settings.DeadLetter?.Exchange is not null:
                    // They were counted when they died.
                    break;
                case TransferStarted started:
                    counters.AddDeadLettered(started.Messages.Length);
                    break;
            }
        }
    }

    private static int CountAgain(Delivered delivered, PartitionState state)
    {
        int again = 0;
        foreach (MessageReference reference in delivered.Messages)
        {
            if (!reference.FirstTouch && state.Find(reference.Sequence) is { ReceiveCount: > 1 })
                again++;
        }

        return again;
    }
}
