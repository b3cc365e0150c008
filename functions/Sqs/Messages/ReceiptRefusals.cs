using QueueService.Functions.Rest.Problems;
using QueueService.Functions.Sqs.Errors;
using QueueService.Queues.Messages;

namespace QueueService.Functions.Sqs.Messages;

/// <summary>What became of a receipt handle, in the words of SQS; null if what was asked succeeded.</summary>
internal static class ReceiptRefusals
{
    private const string Handle = "ReceiptHandle";

    /// <summary>
    /// Deleting what is gone succeeds; on a standard queue any handle of the message deletes it, and one from before an
    /// edit nothing, which AWS allows of handles that are not the latest.
    /// </summary>
    public static SqsException? OfDelete(QueueName queue, ReceiptEntry entry, ReceiptStatus status) => status switch
    {
        ReceiptStatus.Invalid or ReceiptStatus.OtherQueue => NoHandle(entry.Handle, status),
        ReceiptStatus.Stale when queue.IsFifo => Expired(entry.Handle),
        _ => null,
    };

    public static SqsException? OfChange(QueueName queue, ReceiptEntry entry, ReceiptStatus status) => status switch
    {
        ReceiptStatus.Invalid or ReceiptStatus.OtherQueue => NoHandle(entry.Handle, status),
        ReceiptStatus.Done => null,
        ReceiptStatus.TooLong => SqsException.Invalid(
            (long)entry.Timeout.TotalSeconds,
            "VisibilityTimeout",
            "Total VisibilityTimeout for the message is beyond the limit [43200 seconds]"),
        ReceiptStatus.Stale when queue.IsFifo => Expired(entry.Handle),
        _ => SqsException.Invalid(
            entry.Handle, Handle, "Message does not exist or is not available for visibility timeout change."),
    };

    private static SqsException NoHandle(string handle, ReceiptStatus status)
    {
        string quoted = Quoted.Of(handle);
        return new(
            SqsError.ReceiptHandleIsInvalid,
            status == ReceiptStatus.OtherQueue
                ? $"The receipt handle \"{quoted}\" is not valid for this queue."
                : $"The input receipt handle \"{quoted}\" is not a valid receipt handle.");
    }

    private static SqsException Expired(string handle) =>
        SqsException.Invalid(handle, Handle, "The receipt handle has expired.");
}
