using QueueService.Queues.Messages;
using QueueService.Tests.Simulation.Record;
using QueueService.Tests.Simulation.Scenarios;

namespace QueueService.Tests.Simulation.Checks;

/// <summary>
/// FIFO: a message is delivered only together with, or after the end of, every earlier message of its group. Sequence
/// numbers follow the order in which sends were made one after another.
/// </summary>
internal static class OrderCheck
{
    public static IEnumerable<string> Check(Evidence evidence) =>
        CheckDeliveries(evidence).Concat(CheckSends(evidence));

    private static IEnumerable<string> CheckDeliveries(Evidence evidence)
    {
        foreach (IGrouping<object, Stay> group in evidence.Stays
            .Where(stay => stay.Queue.IsFifo && stay.Message is not null)
            .GroupBy(stay => (object)(stay.Partition, stay.Message!.Group)))
        {
            Stay[] stays = [.. group.OrderBy(stay => stay.Sequence)];
            for (int later = 1; later < stays.Length; later++)
            {
                for (int earlier = 0; earlier < later; earlier++)
                {
                    foreach (DeliveredMessage delivery in stays[later].Deliveries)
                    {
                        if (IsBlocking(evidence, stays[earlier], delivery))
                            yield return $"{delivery} was delivered while {stays[earlier].Message} was before it.";
                    }
                }
            }
        }
    }

    /// <summary>True if the earlier message was certainly there and did not come along.</summary>
    private static bool IsBlocking(Evidence evidence, Stay earlier, DeliveredMessage delivery)
    {
        if (earlier.Deliveries.FirstOrDefault(other => other.Call == delivery.Call) is { } together)
            return together.Index > delivery.Index;
        if (earlier.Deliveries.Any(other => other.At > delivery.At))
            return !earlier.HasUnseen;
        Timestamp end = delivery.Call.Answer!.Ended;
        return !evidence.MayHaveMoved(earlier.Queue)
            && !evidence.MayBePurged(earlier.Queue, end)
            && !earlier.Message!.MayBeDeleted
            && !evidence.MayBeExpired(earlier.Queue, earlier.Message!.Began, end)
            && earlier.Deliveries[0].Call.Began < end
            && !earlier.Deliveries.Any(other => other.At == delivery.At)
            && !earlier.Deliveries.SelectMany(other => other.Calls).Any(
                call => call.Kind == ReceiptKind.Acknowledge && call.MayBeDone && call.Began <= end);
    }

    private static IEnumerable<string> CheckSends(Evidence evidence)
    {
        foreach (IGrouping<(QueuePlan, string?), SentMessage> group in evidence.History.Sent
            .Where(message => message.Queue.IsFifo && message.IsConfirmed)
            .GroupBy(message => (message.Queue, message.Group)))
        {
            SentMessage? before = null;
            foreach (SentMessage message in group.OrderBy(message => message.Answer!.Ended))
            {
                if (before is not null && before.Answer!.Ended < message.Began && Number(before) >= Number(message))
                    yield return $"{message} was sent after {before} and has a smaller number.";
                if (before is null || Number(before) < Number(message))
                    before = message;
            }
        }
    }

    private static long Number(SentMessage message) => ((SendResult)message.Answer!.Value!).SequenceNumber;
}
