using System.Text;
using QueueService.Tests.Simulation.Record;
using QueueService.Tests.Simulation.Service;

namespace QueueService.Tests.Simulation.Checks;

/// <summary>
/// A version of a message is edited once; what was edited is delivered with its new content, and what was deleted or
/// rejected is not delivered there any more. Nobody edits what a consumer holds, and an edit voids receipts.
/// </summary>
internal static class EditCheck
{
    public static IEnumerable<string> Check(Evidence evidence)
    {
        foreach (SentMessage message in evidence.History.Sent)
        {
            foreach (string wrong in message.Deliveries.Select(delivery => Wrong(message, delivery)).OfType<string>())
                yield return wrong;
            foreach (string wrong in message.Edits.Where(edit => edit.IsDone)
                .SelectMany(edit => WrongEdit(evidence, message, edit)))
                yield return wrong;

            // A version tells apart what a message was in one queue; it may move to another one and back.
            if (message.Edits.Where(edit => edit.IsDone)
                .GroupBy(edit => (edit.Queue, edit.Version)).Any(same => same.Count() > 1))
                yield return $"{message} was edited twice as it was seen once.";
        }

        foreach (Stay stay in evidence.Stays)
        {
            if (stay.Deliveries.FirstOrDefault(delivery => delivery.IsRejected) is { } rejected
                && stay.Deliveries[^1].Count > rejected.Count)
                yield return $"{stay.Deliveries[^1]} was delivered although receive {rejected.Count} had been rejected.";
        }
    }

    private static string? Wrong(SentMessage message, DeliveredMessage delivery)
    {
        Timestamp began = delivery.Call.Began;
        if (message.Deletions.Exists(deletion => deletion.IsDone && deletion.Answer!.Ended < began))
            return $"{delivery} was delivered after it had been deleted.";
        string body = Encoding.UTF8.GetString(delivery.View.Body.Span);
        EditCall? shown = message.Edits.Find(edit => string.Equals(edit.Body, body, StringComparison.Ordinal));
        if (shown?.Answer is { Verdict: Verdict.Refused } refused)
            return $"{delivery} shows an edit that was refused: {refused.Why}";
        if (message.Edits.Exists(edit => edit is { IsDone: true, Body: not null }
            && edit.Answer!.Ended < began && IsBefore(shown, edit)))
            return $"{delivery} was delivered with a content that had been replaced.";
        return IsReasonTrue(message, delivery) ? null : $"{delivery} tells a wrong reason of its death.";
    }

    /// <summary>True if what is shown, null for the content that was sent, was certainly there before an edit.</summary>
    private static bool IsBefore(EditCall? shown, EditCall edit) =>
        shown is null || (shown != edit && shown.Answer is { Verdict: Verdict.Answered } && shown.Answer.Ended <= edit.Began);

    /// <summary>What was said last stays, also if it was said when the message was given back before.</summary>
    private static bool IsReasonTrue(SentMessage message, DeliveredMessage delivery)
    {
        if (delivery.View.DeadLetter is not { } origin)
            return true;
        ReceiptCall[] calls = [.. message.Deliveries.SelectMany(other => other.Calls).Where(call => call.MayBeDone)];
        bool isSaid = origin.Detail is null
            || Array.Exists(calls, call => string.Equals(call.Detail, origin.Detail, StringComparison.Ordinal));
        bool isRejected = string.Equals(origin.Reason, "rejected", StringComparison.Ordinal);
        return isSaid && (!isRejected || Array.Exists(calls, call => call.Kind == ReceiptKind.Reject));
    }

    private static IEnumerable<string> WrongEdit(Evidence evidence, SentMessage message, EditCall edit)
    {
        foreach (DeliveredMessage delivery in message.Deliveries.Where(delivery => delivery.Call.Queue == edit.Queue
            && delivery.Call.Answer is { } answer && answer.Ended < edit.Began))
        {
            if (delivery.Calls.Count == 0 && edit.Answer!.Ended + evidence.Skew < delivery.VisibleUntil)
                yield return $"{delivery} was edited while its consumer held it.";
            if (edit.Body is not null
                && delivery.Calls.Exists(call => call.IsDone && call.Began > edit.Answer!.Ended))
                yield return $"A receipt of {delivery} was accepted although the message had been edited since.";
        }
    }
}
