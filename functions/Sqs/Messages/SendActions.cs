using QueueService.Functions.Sqs.Digests;
using QueueService.Functions.Sqs.Errors;
using QueueService.Functions.Sqs.Wire;
using QueueService.Partitions.Messages;
using QueueService.Partitions.Settings;
using QueueService.Queues.Messages;

namespace QueueService.Functions.Sqs.Messages;

/// <summary>Sending, one by one and in batches.</summary>
internal static class SendActions
{
    private const string EntryName = "SendMessageBatchRequestEntry";

    public static async Task<SqsAnswer?> SendAsync(SqsCall call)
    {
        QueueName queue = call.Queue();
        QueueSettings settings = await call.Broker.GetSettingsAsync(queue, call.CancellationToken);
        OutgoingMessage.CheckFifo(call.Input, queue, settings, isBatch: false);
        OutgoingMessage message = OutgoingMessage.Read(call.Input, queue, call.TraceHeader);
        if (message.Size > settings.MaxMessageBytes)
        {
            throw SqsException.Invalid(
                "One or more parameters are invalid. Reason: Message must be shorter than "
                + $"{settings.MaxMessageBytes} bytes.");
        }

        Task<IReadOnlyList<SendResult>> sending =
            call.Broker.SendAsync(queue, [message.Message], call.CancellationToken);
        Md5Digest digest = Md5Digest.Of(message.Message.Body.Span);
        SendResult result = (await sending)[0];
        return output => message.Write(output, result, digest, queue.IsFifo);
    }

    /// <summary>An entry that is wrong fails alone; the others are stored together.</summary>
    public static async Task<SqsAnswer?> SendBatchAsync(SqsCall call)
    {
        QueueName queue = call.Queue();
        QueueSettings settings = await call.Broker.GetSettingsAsync(queue, call.CancellationToken);
        BatchEntry[] entries = BatchEntries.Read(call, EntryName);
        foreach (BatchEntry entry in entries)
            OutgoingMessage.CheckFifo(entry.Input, queue, settings, isBatch: true);
        OutgoingBatch batch = new(entries.Length);
        for (int n = 0; n < entries.Length; n++)
        {
            try
            {
                batch.Add(n, entries[n].Id, ReadEntry(entries[n].Input, n, queue, call.TraceHeader), settings);
            }
            catch (SqsException refusal)
            {
                batch.Add(n, BatchFailure.Of(entries[n].Id, refusal));
            }
        }

        NewMessage[] messages = batch.Messages();
        Task<IReadOnlyList<SendResult>> sending = messages.Length == 0
            ? Task.FromResult<IReadOnlyList<SendResult>>([])
            : call.Broker.SendAsync(queue, messages, call.CancellationToken);

        // While the messages are being stored there is time for it.
        Md5Digest[] digests = batch.Digests();
        return batch.Answer(await sending, digests, queue.IsFifo, call.IsQuery);
    }

    private static OutgoingMessage ReadEntry(ISqsInput entry, int index, QueueName queue, string? traceHeader)
    {
        try
        {
            return OutgoingMessage.Read(entry, queue, traceHeader);
        }
        catch (SqsException missing) when (missing.Error == SqsError.MissingParameter)
        {
            throw new SqsException(SqsError.EmptyValue, $"No Value Found for {EntryName}.{index + 1}.MessageBody.");
        }
    }
}
