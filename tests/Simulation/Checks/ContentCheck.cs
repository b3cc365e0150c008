using QueueService.Tests.Simulation.Record;
using QueueService.Tests.Simulation.Service;

namespace QueueService.Tests.Simulation.Checks;

/// <summary>Nothing appears that was not sent, and what appears is what was sent.</summary>
internal static class ContentCheck
{
    public static IEnumerable<string> Check(Evidence evidence)
    {
        foreach (DeliveredMessage delivery in evidence.History.Deliveries)
        {
            if (Wrong(delivery) is { } wrong)
                yield return $"{delivery} {wrong}.";
        }
    }

    private static string? Wrong(DeliveredMessage delivery)
    {
        if (delivery.Message is not { } sent)
            return "was never sent";
        if (sent.Answer is { Verdict: Verdict.Refused })
            return $"was delivered although it was refused: {sent.Answer.Why}";
        if (sent.Answer is { Value.Deduplicated: true })
            return "was delivered although it was taken for a duplicate";
        if (sent.IsConfirmed && sent.Answer!.Value!.MessageId != delivery.View.MessageId)
            return "has another id than the sender was told";
        if (delivery.Call.Queue != sent.Queue && delivery.Call.Queue != sent.Queue.DeadLetters)
            return $"appeared in {delivery.Call.Queue.Name}";
        if (!string.Equals(delivery.View.GroupId, sent.Group, StringComparison.Ordinal)
            || !string.Equals(delivery.View.DeduplicationId, sent.DeduplicationId, StringComparison.Ordinal))
            return "has another group or deduplication id than it was sent with";
        bool isDeadLetter = delivery.Call.Queue != sent.Queue;
        string? source = delivery.View.DeadLetter?.SourceQueue;
        return string.Equals(source, isDeadLetter ? sent.Queue.Name.Value : null, StringComparison.Ordinal)
            ? null
            : $"claims to come from the queue '{source}'";
    }
}
