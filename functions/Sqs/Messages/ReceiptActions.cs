using QueueService.Functions.Sqs.Errors;
using QueueService.Functions.Sqs.Wire;
using QueueService.Partitions.Messages;
using QueueService.Queues.Messages;

namespace QueueService.Functions.Sqs.Messages;

/// <summary>
/// Deleting received messages and changing their visibility. On a standard queue every handle of a message works as
/// long as the message is there and was not edited, and deleting one that is gone succeeds.
/// </summary>
internal static class ReceiptActions
{
    public static Task<SqsAnswer?> DeleteAsync(SqsCall call) =>
        SingleAsync(call, input => ReceiptEntry.ReadDelete("", input), DeleteAsync, ReceiptRefusals.OfDelete);

    public static Task<SqsAnswer?> DeleteBatchAsync(SqsCall call) => BatchAsync(
        call, "DeleteMessageBatch", ReceiptEntry.ReadDelete, DeleteAsync, ReceiptRefusals.OfDelete);

    public static Task<SqsAnswer?> ChangeVisibilityAsync(SqsCall call) =>
        SingleAsync(call, ReceiptEntry.ReadSingleChange, ExtendAsync, ReceiptRefusals.OfChange);

    public static Task<SqsAnswer?> ChangeVisibilityBatchAsync(SqsCall call) => BatchAsync(
        call, "ChangeMessageVisibilityBatch", ReceiptEntry.ReadChange, ExtendAsync, ReceiptRefusals.OfChange);

    private static async Task<SqsAnswer?> SingleAsync(
        SqsCall call,
        Func<ISqsInput, ReceiptEntry> read,
        Func<SqsCall, QueueName, List<ReceiptEntry>, Task<IReadOnlyList<ReceiptStatus>>> act,
        Func<QueueName, ReceiptEntry, ReceiptStatus, SqsException?> refuse)
    {
        QueueName queue = call.Queue();
        await call.Broker.GetSettingsAsync(queue, call.CancellationToken);
        ReceiptEntry entry = read(call.Input);
        IReadOnlyList<ReceiptStatus> statuses = await act(call, queue, [entry]);
        return refuse(queue, entry, statuses[0]) is { } refusal ? throw refusal : null;
    }

    private static async Task<SqsAnswer?> BatchAsync(
        SqsCall call,
        string action,
        Func<string, ISqsInput, ReceiptEntry> read,
        Func<SqsCall, QueueName, List<ReceiptEntry>, Task<IReadOnlyList<ReceiptStatus>>> act,
        Func<QueueName, ReceiptEntry, ReceiptStatus, SqsException?> refuse)
    {
        QueueName queue = call.Queue();
        await call.Broker.GetSettingsAsync(queue, call.CancellationToken);
        BatchEntry[] given = BatchEntries.Read(call, action + "RequestEntry");
        // One place for each entry, since both lists are answered in the order of the entries.
        SqsException?[] refusals = new SqsException?[given.Length];
        List<int> places = new(given.Length);
        List<ReceiptEntry> entries = new(given.Length);
        for (int n = 0; n < given.Length; n++)
        {
            try
            {
                entries.Add(read(given[n].Id, given[n].Input));
                places.Add(n);
            }
            catch (SqsException refusal)
            {
                refusals[n] = refusal;
            }
        }

        IReadOnlyList<ReceiptStatus> statuses = entries.Count == 0 ? [] : await act(call, queue, entries);
        for (int n = 0; n < entries.Count; n++)
            refusals[places[n]] = refuse(queue, entries[n], statuses[n]);
        List<string> done = new(given.Length);
        List<BatchFailure> failures = [];
        for (int n = 0; n < given.Length; n++)
        {
            if (refusals[n] is { } refusal)
                failures.Add(BatchFailure.Of(given[n].Id, refusal));
            else
                done.Add(given[n].Id);
        }

        return output =>
        {
            output.Items(
                "Successful", action + "ResultEntry", done.AsReadOnlySpan(), (entry, id) => entry.Text("Id", id));
            output.Items("Failed", "BatchResultErrorEntry", failures.AsReadOnlySpan(), BatchFailure.Write);
        };
    }

    private static Task<IReadOnlyList<ReceiptStatus>> DeleteAsync(
        SqsCall call, QueueName queue, List<ReceiptEntry> entries)
    {
        string[] handles = new string[entries.Count];
        for (int n = 0; n < handles.Length; n++)
            handles[n] = entries[n].Handle;
        return call.Broker.AcknowledgeAsync(queue, handles, call.CancellationToken, ReceiptUse.Any);
    }

    private static Task<IReadOnlyList<ReceiptStatus>> ExtendAsync(
        SqsCall call, QueueName queue, List<ReceiptEntry> entries) =>
        call.Broker.ExtendAsync(
            queue,
            [.. entries.Select(entry => new ReceiptExtension(entry.Handle, entry.Timeout))],
            call.CancellationToken,
            ReceiptUse.Any,
            total: Limits.MaxVisibilityTimeout);
}
