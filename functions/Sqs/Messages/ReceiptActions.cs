using QueueService.Functions.Sqs.Errors;
using QueueService.Functions.Sqs.Wire;
using QueueService.Queues;
using QueueService.Queues.Messages;

namespace QueueService.Functions.Sqs.Messages;

/// <summary>
/// Deleting received messages and changing their visibility. On a standard queue every handle of a message works as
/// long as the message is there, and deleting one that is gone succeeds.
/// </summary>
internal static class ReceiptActions
{
    private const string Handle = "ReceiptHandle";

    public static async Task<SqsAnswer?> DeleteAsync(SqsCall call)
    {
        QueueName queue = call.Queue();
        string handle = call.Required(Handle);
        ReceiptStatus status = (await DeleteAsync(call, queue, [handle]))[0];
        return DeleteRefusal(queue, handle, status) is { } refusal ? throw refusal : null;
    }

    public static Task<SqsAnswer?> DeleteBatchAsync(SqsCall call) => BatchAsync(
        call,
        "DeleteMessageBatch",
        _ => TimeSpan.Zero,
        (queue, handles, _) => DeleteAsync(call, queue, handles),
        DeleteRefusal);

    public static async Task<SqsAnswer?> ChangeVisibilityAsync(SqsCall call)
    {
        QueueName queue = call.Queue();
        string handle = call.Required(Handle);
        TimeSpan timeout = call.Input.Number("VisibilityTimeout") is null
            ? throw SqsException.Missing("VisibilityTimeout")
            : Timeout(call.Input);
        ReceiptStatus status = (await ExtendAsync(call, queue, [handle], [timeout]))[0];
        return ChangeRefusal(queue, handle, status) is { } refusal ? throw refusal : null;
    }

    public static Task<SqsAnswer?> ChangeVisibilityBatchAsync(SqsCall call) => BatchAsync(
        call,
        "ChangeMessageVisibilityBatch",
        Timeout,
        (queue, handles, timeouts) => ExtendAsync(call, queue, handles, timeouts),
        ChangeRefusal);

    private static async Task<SqsAnswer?> BatchAsync(
        SqsCall call,
        string action,
        Func<ISqsInput, TimeSpan> readTimeout,
        Func<QueueName, IReadOnlyList<string>, IReadOnlyList<TimeSpan>, Task<IReadOnlyList<ReceiptStatus>>> act,
        Func<QueueName, string, ReceiptStatus, SqsException?> refuse)
    {
        QueueName queue = call.Queue();
        await call.Broker.GetSettingsAsync(queue, call.CancellationToken);
        List<BatchFailure> failures = [];
        List<(string Id, string Handle, TimeSpan Timeout)> asked = [];
        foreach ((string id, ISqsInput entry) in BatchEntries.Read(call, action + "RequestEntry"))
        {
            try
            {
                string handle = entry.Text(Handle) is { Length: > 0 } text ? text : throw SqsException.Missing(Handle);
                asked.Add((id, handle, readTimeout(entry)));
            }
            catch (SqsException refusal)
            {
                failures.Add(BatchFailure.Of(id, refusal));
            }
        }

        List<string> done = [];
        IReadOnlyList<ReceiptStatus> statuses = asked.Count == 0 ? [] : await act(
            queue, [.. asked.Select(one => one.Handle)], [.. asked.Select(one => one.Timeout)]);
        for (int n = 0; n < asked.Count; n++)
        {
            if (refuse(queue, asked[n].Handle, statuses[n]) is { } refusal)
                failures.Add(BatchFailure.Of(asked[n].Id, refusal));
            else
                done.Add(asked[n].Id);
        }

        return output =>
        {
            output.Items("Successful", action + "ResultEntry", done, (entry, id) => entry.Text("Id", id));
            output.Items("Failed", "BatchResultErrorEntry", failures, BatchFailure.Write);
        };
    }

    private static Task<IReadOnlyList<ReceiptStatus>> DeleteAsync(
        SqsCall call, QueueName queue, IReadOnlyList<string> handles) =>
        call.Broker.AcknowledgeAsync(queue, handles, call.CancellationToken, ReceiptUse.Any);

    private static Task<IReadOnlyList<ReceiptStatus>> ExtendAsync(
        SqsCall call, QueueName queue, IReadOnlyList<string> handles, IReadOnlyList<TimeSpan> timeouts) =>
        call.Broker.ExtendAsync(
            queue,
            [.. handles.Select((handle, n) => new ReceiptExtension(handle, timeouts[n]))],
            call.CancellationToken,
            ReceiptUse.Any);

    private static SqsException? DeleteRefusal(QueueName queue, string handle, ReceiptStatus status) => status switch
    {
        ReceiptStatus.Invalid => NotAHandle(handle),
        ReceiptStatus.OtherQueue => OfAnotherQueue(handle),
        ReceiptStatus.Stale when queue.IsFifo =>
            SqsException.Invalid(handle, Handle, "The receipt handle has expired."),
        _ => null,
    };

    private static SqsException? ChangeRefusal(QueueName queue, string handle, ReceiptStatus status) => status switch
    {
        ReceiptStatus.Invalid => NotAHandle(handle),
        ReceiptStatus.OtherQueue => OfAnotherQueue(handle),
        ReceiptStatus.Done => null,
        ReceiptStatus.Stale when queue.IsFifo =>
            SqsException.Invalid(handle, Handle, "The receipt handle has expired."),
        _ => SqsException.Invalid(
            handle, Handle, "Message does not exist or is not available for visibility timeout change."),
    };

    private static SqsException NotAHandle(string handle) =>
        new(SqsError.ReceiptHandleIsInvalid, $"The input receipt handle \"{handle}\" is not a valid receipt handle.");

    private static SqsException OfAnotherQueue(string handle) =>
        new(SqsError.ReceiptHandleIsInvalid, $"The receipt handle \"{handle}\" is not valid for this queue.");

    private static TimeSpan Timeout(ISqsInput input)
    {
        long seconds = input.Number("VisibilityTimeout") ?? 0;
        return seconds >= 0 && seconds <= (long)Limits.MaxVisibilityTimeout.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw SqsException.Invalid(
                seconds, "VisibilityTimeout", "VisibilityTimeout must be an integer between 0 and 43200.");
    }
}
