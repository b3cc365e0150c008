using QueueService.Queues.Messages;
using QueueService.Tests.Simulation.Record;
using QueueService.Tests.Simulation.Service;

namespace QueueService.Tests.Simulation.Checks;

/// <summary>
/// A receive that brings nothing has seen the log as it ended when the receive was called or later, so it may not miss a
/// message that was there all the time, and messages become receivable again when their timeout has run out by the clock
/// of the process that is asked.
/// </summary>
internal static class EmptyReceiveCheck
{
    public static IEnumerable<string> Check(Evidence evidence)
    {
        // Where few messages may be in flight or loaded, a receive may have had to leave what was there.
        PartitionLimits bounds = evidence.Plan.Memory.Partition;
        if (bounds.InFlight < Limits.MaxInFlight || bounds.Loaded < Limits.MaxLoaded)
            yield break;
        foreach (ReceiveCall call in evidence.History.Receives.Where(
            call => call.Answer is { Verdict: Verdict.Answered, Value: 0 }))
        {
            // Dead letters stand in a group that this check does not know them to be in.
            if (call.Queue.IsFifo && evidence.Plan.Queues.Any(queue => queue.DeadLetters == call.Queue))
                continue;
            if (evidence.MayBeTakenUnseen(call.Queue, call.Answer!.Ended)
                || evidence.MayBePurged(call.Queue, call.Answer.Ended))
                continue;
            if (evidence.History.Sent.Find(message => IsReceivable(evidence, message, call)) is { } missed)
                yield return $"{missed} was receivable and was not received by the call at {Of(evidence, call)}.";
        }
    }

    private static string Of(Evidence evidence, ReceiveCall call)
    {
        TimeSpan before = evidence.Cluster.Now - call.Began;
        return $"{(evidence.Cluster.World.Elapsed - before).TotalSeconds:F3}";
    }

    private static bool IsReceivable(Evidence evidence, SentMessage message, ReceiveCall call) =>
        message.Queue == call.Queue
        && message.IsConfirmed
        && !message.MayBeDeleted
        && message.Answer!.Ended <= call.Began
        && IsDue(evidence, message, call)
        && !evidence.MayBeExpired(message.Queue, message.Began, call.Answer!.Ended)
        && message.Deliveries.TrueForAll(delivery => IsOver(evidence, delivery, call))
        && (!message.Queue.IsFifo || evidence.History.Sent.TrueForAll(
            other => other == message || other.Queue != message.Queue || IsBehind(message, other, call)));

    /// <summary>True if its delay was over, whatever the delay of its queue was.</summary>
    private static bool IsDue(Evidence evidence, SentMessage message, ReceiveCall call)
    {
        (Timestamp from, Timestamp to) = message.Queue.IsFifo
            ? (call.Began, call.Answer!.Ended)
            : (message.Began, message.Answer!.Ended);
        TimeSpan delay = message.Delay ?? evidence.PossibleDelays(message.Queue, from, to).Max();
        return delay == TimeSpan.Zero || message.Answer!.Ended + evidence.Skew + delay <= call.Answer!.Clock;
    }

    /// <summary>True if this delivery is long over and has certainly left the message where it was.</summary>
    private static bool IsOver(Evidence evidence, DeliveredMessage delivery, ReceiveCall call)
    {
        if (delivery.Call.Began >= call.Answer!.Ended)
            return delivery.Call.Queue == call.Queue;
        if (delivery.Call.Queue != call.Queue
            || delivery.Call.Answer!.Ended >= call.Began
            || delivery.Count >= call.Queue.MaxReceiveCount)
            return false;
        Timestamp latest = delivery.VisibleUntil;
        foreach (ReceiptCall receipt in delivery.Calls.Where(receipt => receipt.Began <= call.Answer.Ended))
        {
            if (receipt.Answer is not { Verdict: Verdict.Answered } answer || answer.Ended >= call.Began)
                return false;
            if (receipt.IsDone && receipt.Kind is ReceiptKind.Acknowledge or ReceiptKind.Reject)
                return false;
            if (receipt.IsDone && answer.Ended + evidence.Skew + receipt.Time > latest)
                latest = answer.Ended + evidence.Skew + receipt.Time;
        }

        return latest <= call.Answer.Clock;
    }

    /// <summary>True if the other message cannot stand in the way of this one in its group.</summary>
    private static bool IsBehind(SentMessage message, SentMessage other, ReceiveCall call)
    {
        if (!string.Equals(other.Group, message.Group, StringComparison.Ordinal))
            return true;
        if (other.Answer is { Verdict: Verdict.Refused } or { Value.Deduplicated: true })
            return true;
        if (other.IsConfirmed && Number(other) > Number(message))
            return true;
        return other.Deliveries.Exists(delivery => delivery.Calls.Exists(
            receipt => receipt.IsDone && receipt.Kind == ReceiptKind.Acknowledge && receipt.Answer!.Ended <= call.Began));
    }

    private static long Number(SentMessage message) => ((SendResult)message.Answer!.Value!).SequenceNumber;
}
