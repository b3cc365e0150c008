using QueueService.Tests.Simulation.Record;

namespace QueueService.Tests.Simulation.Checks;

/// <summary>
/// What was acknowledged never comes back, in no queue: not from where it was, not as a dead letter, not by a redrive.
/// </summary>
internal static class AcknowledgementCheck
{
    public static IEnumerable<string> Check(Evidence evidence)
    {
        foreach (IGrouping<SentMessage?, Stay> message in evidence.Stays.GroupBy(stay => stay.Message))
        {
            Stay[] ended = [.. message.Where(stay => stay.IsAcknowledged)];
            if (ended.Length > 1 && message.Key is not null)
                yield return $"{message.Key} was acknowledged in {ended.Length} places: it has been doubled.";
            foreach (Stay stay in ended)
            {
                foreach (string wrong in CheckAfter(stay, [.. message.SelectMany(other => other.Deliveries)]))
                    yield return wrong;
            }
        }
    }

    private static IEnumerable<string> CheckAfter(Stay stay, DeliveredMessage[] deliveries)
    {
        DeliveredMessage last = stay.Deliveries.First(delivery => delivery.IsAcknowledged);
        Timestamp ended = last.Calls.First(call => call.IsDone && call.Kind == ReceiptKind.Acknowledge).Answer!.Ended;
        if (stay.Deliveries[^1].Count > last.Count)
            yield return $"{stay.Deliveries[^1]} was delivered although receive {last.Count} had been acknowledged.";
        if (deliveries.FirstOrDefault(delivery => delivery.Call.Began > ended) is { } later)
            yield return $"{later} was delivered after it had been acknowledged.";
    }
}
