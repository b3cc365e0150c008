using QueueService.Tests.Simulation.Record;
using QueueService.Tests.Simulation.Scenarios;

namespace QueueService.Tests.Simulation.Checks;

/// <summary>
/// Every message that was stored is delivered until it is acknowledged; the drain at the end sees what is left. Only a
/// purge, or its retention, may take it away before.
/// </summary>
internal static class LossCheck
{
    public static IEnumerable<string> Check(Evidence evidence) => evidence.History.Sent
        .Where(message => message.IsConfirmed
            && !evidence.History.Deleted.Contains(message.Queue)
            && !message.Deliveries.Exists(delivery => delivery.MayBeAcknowledged)
            && !message.MayBeDeleted
            && !IsGone(evidence, message, message.Queue)
            && !(message.Queue.DeadLetters is { } dead && IsGone(evidence, message, dead)))
        .Select(message => $"{message} was stored and is lost.");

    private static bool IsGone(Evidence evidence, SentMessage message, QueuePlan queue)
    {
        Timestamp end = evidence.History.Ended;
        return evidence.MayBeExpired(queue, message.Began, end)
            || evidence.History.Purges.Exists(purge => purge.Queue == queue && purge.MayBeDone
                && (purge.Answer is not { Verdict: Service.Verdict.Answered } answer || answer.Ended >= message.Began));
    }
}
