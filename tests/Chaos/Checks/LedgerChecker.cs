using QueueService.Tests.Chaos.Record;

namespace QueueService.Tests.Chaos.Checks;

/// <summary>
/// Compares what the clients were told with what is promised, once everything was drained. All processes of a run share
/// one clock.
/// </summary>
internal static class LedgerChecker
{
    /// <summary>How long a deduplication id is remembered.</summary>
    private static readonly TimeSpan DeduplicationWindow = TimeSpan.FromMinutes(5);

    /// <summary>Every promise that was broken, in words.</summary>
    public static IEnumerable<string> Check(Ledger ledger)
    {
        ILookup<string, Delivery> byBody = ledger.Deliveries.ToLookup(delivery => delivery.Body, StringComparer.Ordinal);
        return ledger.Mistakes
            .Concat(Lost(ledger, byBody))
            .Concat(Phantoms(ledger))
            .Concat(Returned(byBody))
            .Concat(Deduplication(ledger, byBody))
            .Concat(ledger.Deliveries.GroupBy(delivery => (delivery.Queue, delivery.Sequence, delivery.Body))
                .SelectMany(Visibility))
            .Concat(ledger.Deliveries.Where(delivery => delivery.Queue.IsFifo)
                .GroupBy(delivery => (delivery.Queue, delivery.Group))
                .SelectMany(Order));
    }

    private static IEnumerable<string> Lost(Ledger ledger, ILookup<string, Delivery> byBody) => ledger.Sent
        .Where(message => message.IsStored && !byBody[message.Body].Any(delivery => delivery.MayBeAcknowledged))
        .Select(message => $"{message} was stored in {message.Queue.Name} and is lost.");

    private static IEnumerable<string> Phantoms(Ledger ledger)
    {
        Dictionary<string, SentMessage> sent = ledger.Sent.ToDictionary(message => message.Body, StringComparer.Ordinal);
        foreach (Delivery delivery in ledger.Deliveries)
        {
            if (!sent.TryGetValue(delivery.Body, out SentMessage? message))
                yield return $"{delivery} was never sent.";
            else if (message.Outcome == Outcome.Refused)
                yield return $"{delivery} was delivered although its send was refused.";
            else if (message.IsDuplicate)
                yield return $"{delivery} was delivered although its send was called a duplicate.";
        }
    }

    /// <summary>Whatever was acknowledged is gone, in every queue that it may have been moved to.</summary>
    private static IEnumerable<string> Returned(ILookup<string, Delivery> byBody)
    {
        foreach (IGrouping<string, Delivery> deliveries in byBody)
        {
            DateTimeOffset gone = deliveries.SelectMany(delivery => delivery.Acks)
                .Where(ack => ack.Outcome == Outcome.Done)
                .Select(ack => ack.Ended)
                .DefaultIfEmpty(DateTimeOffset.MaxValue)
                .Min();
            foreach (Delivery delivery in deliveries.Where(delivery => delivery.Began > gone))
                yield return $"{delivery} was delivered after it had been acknowledged.";
        }
    }

    private static IEnumerable<string> Deduplication(Ledger ledger, ILookup<string, Delivery> byBody)
    {
        foreach (IGrouping<(QueueSpec, string?), SentMessage> copies in ledger.Sent
            .Where(message => message.DeduplicationId is not null && byBody[message.Body].Any())
            .GroupBy(message => (message.Queue, message.DeduplicationId)))
        {
            SentMessage[] delivered = [.. copies.OrderBy(message => message.Began)];
            for (int n = 1; n < delivered.Length; n++)
            {
                if (delivered[n].Began - delivered[n - 1].Began < DeduplicationWindow)
                    yield return $"{delivered[n - 1]} and {delivered[n]} have one deduplication id; both were delivered.";
            }
        }
    }

    /// <summary>Deliveries of one message in one queue: never two at a time, counted one by one.</summary>
    private static IEnumerable<string> Visibility(IEnumerable<Delivery> deliveries)
    {
        Delivery? last = null;
        foreach (Delivery delivery in deliveries.OrderBy(delivery => delivery.ReceiveCount))
        {
            if (delivery.ReceiveCount > delivery.Queue.MaxReceiveCount)
                yield return $"{delivery} should have become a dead letter.";
            if (last is not null && last.ReceiveCount == delivery.ReceiveCount)
                yield return $"{delivery} was delivered twice with one receive count.";
            else if (last is not null && delivery.DecidedAt < last.DecidedAt)
                yield return $"{delivery} was delivered before receive {last.ReceiveCount}.";
            else if (last is { IsReleased: false } && delivery.DecidedAt < last.VisibleUntil)
                yield return $"{delivery} was delivered within the visibility timeout of receive {last.ReceiveCount}.";
            last = delivery;
        }
    }

    /// <summary>
    /// Deliveries of one message group: while a message is there, none that was sent after it is delivered, except
    /// together with it.
    /// </summary>
    private static IEnumerable<string> Order(IEnumerable<Delivery> deliveries)
    {
        Delivery[] inTime =
        [
            .. deliveries.OrderBy(delivery => delivery.DecidedAt)
                .ThenBy(delivery => delivery.Call)
                .ThenBy(delivery => delivery.Sequence),
        ];
        HashSet<(int, long)> answers = [.. inTime.Select(delivery => (delivery.Call, delivery.Sequence))];
        Delivery? furthest = null;
        foreach (Delivery delivery in inTime)
        {
            if (furthest is null || delivery.Sequence >= furthest.Sequence)
                furthest = delivery;
            else if (!answers.Contains((furthest.Call, delivery.Sequence)))
                yield return $"{delivery} was delivered after {furthest}, which follows it in its group.";
        }
    }
}
