using QueueService.Tests.Simulation.Record;

namespace QueueService.Tests.Simulation.Checks;

/// <summary>
/// Receive counts: one more with each delivery, starting at 1 where the message was sent or redriven to, and above the
/// limit of its source where it is a dead letter. A count that nobody saw needs a receive that nobody saw the answer of.
/// </summary>
internal static class CountCheck
{
    public static IEnumerable<string> Check(Evidence evidence)
    {
        foreach (Stay stay in evidence.Stays)
        {
            if (stay.Message is null)
                continue;
            if (stay.Deliveries.DistinctBy(delivery => delivery.Count).Count() < stay.Deliveries.Count)
                yield return $"{stay.Deliveries[0]} was delivered twice with one receive count.";
            int first = stay.IsHome ? 1 : stay.Message.MayBeRejected ? 2 : stay.Message.Queue.MaxReceiveCount + 1;
            if (stay.Deliveries[0].Count < first)
                yield return $"{stay.Deliveries[0]} is a dead letter that was not received {first - 1} times.";
            DeliveredMessage last = stay.Deliveries[^1];
            if (stay.IsHome && last.Count > stay.Queue.MaxReceiveCount)
                yield return $"{last} was received more often than {stay.Queue.MaxReceiveCount} times.";
            int unseen = last.Count - (stay.IsHome ? 0 : stay.Deliveries[0].Count - 1) - stay.Deliveries.Count;
            int uncertain = evidence.History.Receives.Count(
                call => call.Queue == stay.Queue
                    && (call.MayBeIncomplete || stay.MayBeLeftOutBy(call))
                    && call.Began <= last.Call.Answer!.Ended);
            if (unseen > uncertain)
                yield return $"{last} was delivered {unseen} times to nobody.";
        }
    }
}
