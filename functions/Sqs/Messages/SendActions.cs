using QueueService.Functions.Sqs.Errors;
using QueueService.Functions.Sqs.Wire;
using QueueService.Queues;
using QueueService.Queues.Messages;
using QueueService.Queues.Settings;

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
        if (MessageRules.Size(message.Message) > settings.MaxMessageBytes)
        {
            throw SqsException.Invalid(
                "One or more parameters are invalid. Reason: Message must be shorter than "
                + $"{settings.MaxMessageBytes} bytes.");
        }

        IReadOnlyList<SendResult> results = await call.Broker.SendAsync(
            queue, [message.Message], call.CancellationToken);
        return output => message.Write(output, results[0], queue.IsFifo);
    }

    /// <summary>An entry that is wrong fails alone; the others are stored together.</summary>
    public static async Task<SqsAnswer?> SendBatchAsync(SqsCall call)
    {
        QueueName queue = call.Queue();
        QueueSettings settings = await call.Broker.GetSettingsAsync(queue, call.CancellationToken);
        IReadOnlyList<ISqsInput> entries = BatchEntries.Read(call, EntryName);
        foreach (ISqsInput entry in entries)
            OutgoingMessage.CheckFifo(entry, queue, settings, isBatch: true);
        List<BatchFailure> failures = [];
        List<(string Id, OutgoingMessage Message)> messages = [];
        long size = 0;
        for (int n = 0; n < entries.Count; n++)
        {
            string id = BatchEntries.Id(entries[n]);
            try
            {
                OutgoingMessage message = ReadEntry(entries[n], n, queue, call.TraceHeader);
                int length = MessageRules.Size(message.Message);
                size += length;
                if (length <= settings.MaxMessageBytes || length > Limits.MaxMessageBytes)
                    messages.Add((id, message));
                else
                    failures.Add(BatchFailure.Of(id, TooLong(settings)));
            }
            catch (SqsException refusal)
            {
                failures.Add(BatchFailure.Of(id, refusal));
            }
        }

        if (size > Limits.MaxMessageBytes)
        {
            throw new SqsException(
                SqsError.BatchRequestTooLong,
                $"Batch requests cannot be longer than {Limits.MaxMessageBytes} bytes. You have sent {size} bytes.");
        }

        IReadOnlyList<SendResult> results = messages.Count == 0 ? [] : await call.Broker.SendAsync(
            queue, [.. messages.Select(message => message.Message.Message)], call.CancellationToken);
        return Answer(messages, results, failures, queue.IsFifo, call.IsQuery);
    }

    private static OutgoingMessage ReadEntry(ISqsInput entry, int index, QueueName queue, string? traceHeader) =>
        entry.TryGetUtf8("MessageBody", out ReadOnlyMemory<byte> body) && !body.IsEmpty
            ? OutgoingMessage.Read(entry, queue, traceHeader)
            : throw new SqsException(
                SqsError.EmptyValue, $"No Value Found for {EntryName}.{index + 1}.MessageBody.");

    private static SqsException TooLong(QueueSettings settings) => SqsException.Invalid(
        "One or more parameters cannot be validated. Reason: Message must be shorter than "
        + $"{settings.MaxMessageBytes} bytes.");

    private static SqsAnswer Answer(
        List<(string Id, OutgoingMessage Message)> messages,
        IReadOnlyList<SendResult> results,
        List<BatchFailure> failures,
        bool isFifo,
        bool isQuery)
    {
        List<(string Id, OutgoingMessage Message, SendResult Result)> stored = [];
        for (int n = 0; n < messages.Count; n++)
        {
            if (results[n].Error is { } refusal)
                failures.Add(BatchFailure.Of(messages[n].Id, BrokerErrors.From(refusal, isQuery)));
            else
                stored.Add((messages[n].Id, messages[n].Message, results[n]));
        }

        return output =>
        {
            output.Items("Successful", "SendMessageBatchResultEntry", stored, (entry, one) =>
            {
                entry.Text("Id", one.Id);
                one.Message.Write(entry, one.Result, isFifo);
            });
            output.Items("Failed", "BatchResultErrorEntry", failures, BatchFailure.Write);
        };
    }
}
