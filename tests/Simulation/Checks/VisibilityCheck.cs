using QueueService.Tests.Simulation.Record;

namespace QueueService.Tests.Simulation.Checks;

/// <summary>
/// No delivery within another's visibility timeout. Deliveries are compared by the clock of their partition, which every
/// delivery shows and which never goes back, so no allowance is made for clocks that differ. An extension or a release
/// counts from when it was decided, which was at or after the time that the process's clock showed when it was called.
/// </summary>
internal static class VisibilityCheck
{
    public static IEnumerable<string> Check(Evidence evidence)
    {
        foreach (Stay stay in evidence.Stays)
        {
            foreach (DeliveredMessage delivery in stay.Deliveries)
            {
                if (delivery.At < FirstVisible(evidence, stay, delivery))
                    yield return $"{delivery} was delivered before its delay was over.";
                if (delivery.At >= Timestamp.From(delivery.View.EnqueuedAt) + stay.Queue.Retention)
                    yield return $"{delivery} was delivered after its retention.";
            }

            for (int n = 1; n < stay.Deliveries.Count; n++)
            {
                DeliveredMessage before = stay.Deliveries[n - 1];
                DeliveredMessage after = stay.Deliveries[n];
                Timestamp earliest = Earliest(before);
                if (after.Count > before.Count && after.At < earliest)
                {
                    yield return $"{after} was delivered {(earliest - after.At).TotalMilliseconds} ms before "
                        + $"receive {before.Count} had run out.";
                }
            }
        }
    }

    /// <summary>A redrive to its home queue brings a message with a fresh age; standard queues do not delay it again.</summary>
    private static Timestamp FirstVisible(Evidence evidence, Stay stay, DeliveredMessage delivery)
    {
        // A dead letter keeps its age, which is by the clock of another partition.
        if (!stay.IsHome || stay.Queue.DeadLetters is not null)
            return default;
        return Timestamp.From(delivery.View.EnqueuedAt)
            + (stay.Message!.Delay
                ?? evidence.PossibleDelays(stay.Queue, From(stay, delivery), Until(stay, delivery)).Min());
    }

    /// <summary>
    /// From when on a delay of the queue may have let the message be received: on a FIFO queue the one at its first
    /// receive counts, which may have been an earlier one, else the one at the send.
    /// </summary>
    private static Timestamp From(Stay stay, DeliveredMessage delivery) =>
        stay.Queue.IsFifo && delivery.Count == 1 ? delivery.Call.Began : stay.Message!.Began;

    private static Timestamp Until(Stay stay, DeliveredMessage delivery) =>
        !stay.Queue.IsFifo && stay.Message is { IsConfirmed: true, Answer: { } sent }
            ? sent.Ended
            : delivery.Call.Answer!.Ended;

    /// <summary>When the message may be received again at the earliest.</summary>
    private static Timestamp Earliest(DeliveredMessage delivery)
    {
        Timestamp certain = delivery.VisibleUntil;
        Timestamp possible = new(long.MaxValue);
        foreach (ReceiptCall call in delivery.Calls.Where(
            call => call.Kind is ReceiptKind.Extend or ReceiptKind.Release))
        {
            if (call.IsDone)
                certain = call.Earliest;
            else if (call.IsUncertain && call.Earliest < possible)
                possible = call.Earliest;
        }

        return possible < certain ? possible : certain;
    }
}
