using QueueService.Queues.Messages;
using QueueService.Tests.Simulation.Record;
using QueueService.Tests.Simulation.Service;

namespace QueueService.Tests.Simulation.Checks;

/// <summary>A receipt holds until its time has run out, and no longer than until somebody else has the message.</summary>
internal static class ReceiptCheck
{
    public static IEnumerable<string> Check(Evidence evidence)
    {
        foreach (Stay stay in evidence.Stays)
        {
            foreach (DeliveredMessage delivery in stay.Deliveries)
            {
                foreach (ReceiptCall call in delivery.Calls.Where(call => call.Answer is { Verdict: Verdict.Answered }))
                {
                    if (!call.IsDone && MustHold(evidence, delivery, call))
                        yield return $"{call.Kind} of {delivery} was refused although its time had not run out.";
                    if (call.IsDone && MustNotHold(stay, delivery, call))
                        yield return $"{call.Kind} of {delivery} was accepted although somebody else had it.";
                }
            }
        }
    }

    private static bool MustHold(Evidence evidence, DeliveredMessage delivery, ReceiptCall call) =>
        delivery.Calls[0] == call
        && call.Answer!.Value is ReceiptStatus.Stale or ReceiptStatus.Gone
        && call.Answer.Ended + evidence.Skew < delivery.VisibleUntil
        && !evidence.MayBePurged(delivery.Call.Queue, call.Answer.Ended)
        && !(delivery.Message is { } message
            && evidence.MayBeExpired(delivery.Call.Queue, message.Began, call.Answer.Ended));

    private static bool MustNotHold(Stay stay, DeliveredMessage delivery, ReceiptCall call) =>
        stay.Deliveries.Any(other => other.Count > delivery.Count && other.Call.Answer!.Ended < call.Began)
        || (stay.Queue.IsFifo && delivery.Calls[0] == call && call.Clock >= delivery.VisibleUntil);
}
