using QueueService.Functions.Rest.Messages;
using QueueService.Functions.Sqs.Errors;
using QueueService.Functions.Sqs.Wire;
using QueueService.Partitions.Messages;
using QueueService.Queues;
using QueueService.Queues.Messages;

namespace QueueService.Functions.Sqs.Messages;

/// <summary>Receiving.</summary>
internal static class ReceiveAction
{
    private const int MaxMessages = 10;

    /// <summary>For a byte of a message: itself, and the answer around it, made whole before it is sent.</summary>
    private const int BytesInMemory = 3;

    private const string AttemptId = "ReceiveRequestAttemptId";

    public static async Task<SqsAnswer?> ReceiveAsync(SqsCall call)
    {
        QueueName queue = call.Queue();
        string? attempt = MessageRules.Id(call.Input.Text(AttemptId), AttemptId);
        ReceiveOptions options = new(
            (int)InRange(
                call.Input.Number("MaxNumberOfMessages") ?? 1,
                "MaxNumberOfMessages",
                1,
                MaxMessages,
                "Must be between 1 and 10, if provided."),
            Seconds(call, "WaitTimeSeconds", Limits.MaxReceiveWait, "Must be >= 0 and <= 20, if provided."),
            Seconds(call, "VisibilityTimeout", Limits.MaxVisibilityTimeout, "Must be >= 0 and <= 43200, if provided."),
            RefuseAtLimit: !queue.IsFifo,
            AttemptId: queue.IsFifo ? attempt : null,
            RefuseSpentAttempt: true);
        SystemAttributes system = SystemAttributes.Read(call, queue.IsFifo);
        AttributeFilter filter = new(call.Input.Texts("MessageAttributeNames"));
        IReadOnlyList<MessageView> views = await ReceiveAsync(call, queue, options);
        if (views.Count > 0)
            call.TakeBack = () => ReleaseAsync(call.Broker, queue, views);
        await call.DemandStillAsync(queue);

        // A client that has left and gave an attempt id gets these messages when it asks again.
        if (options.AttemptId is not null)
            call.TakeBack = null;
        call.AnswerBytes = BytesInMemory * HeldAnswer.BytesOf(views);
        ReceivedMessage[] messages = ReceivedMessage.Of(views);
        return output => output.Items<ReceivedMessage>(
            "Messages", "Message", messages, (item, message) => Write(item, message, system, filter));
    }

    private static async Task<IReadOnlyList<MessageView>> ReceiveAsync(
        SqsCall call, QueueName queue, ReceiveOptions options)
    {
        try
        {
            return await call.Broker.ReceiveAsync(queue, options, call.CancellationToken);
        }
        catch (BrokerException spent) when (spent.Code == BrokerErrorCode.AttemptSpent)
        {
            throw SqsException.Invalid(
                options.AttemptId!,
                AttemptId,
                "The receiveRequestAttemptId is not valid anymore since the receive call is not retryable.");
        }
    }

    /// <summary>Nobody has seen these messages: the next receiver shall not wait for their timeout.</summary>
    private static Task<IReadOnlyList<ReceiptStatus>> ReleaseAsync(
        Broker broker, QueueName queue, IReadOnlyList<MessageView> messages) => broker.ReleaseAsync(
            queue,
            [.. messages.Select(message => message.ReceiptHandle!)],
            TimeSpan.Zero,
            CancellationToken.None);

    private static void Write(
        ISqsOutput output, ReceivedMessage message, SystemAttributes system, AttributeFilter filter)
    {
        output.Id("MessageId", message.View.MessageId.Value);
        output.Text("ReceiptHandle", message.View.ReceiptHandle);
        output.Digest("MD5OfBody", message.Digest);
        output.Utf8("Body", message.Body.Span);
        if (!system.IsEmpty)
            output.Map("Attributes", "Attribute", system.Of(message.View), "Name");
        MessageAttribute[] attributes = filter.Of(message.View);
        output.Digest("MD5OfMessageAttributes", MessageDigest.OfAttributes(attributes));
        output.Structures<MessageAttribute>(
            "MessageAttributes", "MessageAttribute", attributes, attribute => attribute.Name, WriteValue);
    }

    private static void WriteValue(ISqsOutput output, MessageAttribute attribute)
    {
        if (attribute.Kind == AttributeKind.Binary)
            output.Blob("BinaryValue", attribute.Value.Span);
        else
            output.Utf8("StringValue", attribute.Value.Span);
        output.Text("DataType", MessageAttributes.DataType(attribute));
    }

    private static TimeSpan? Seconds(SqsCall call, string parameter, TimeSpan most, string reason) =>
        call.Input.Number(parameter) is { } seconds
            ? TimeSpan.FromSeconds(InRange(seconds, parameter, 0, (long)most.TotalSeconds, reason))
            : null;

    private static long InRange(long value, string parameter, long least, long most, string reason) =>
        value >= least && value <= most ? value : throw SqsException.Invalid(value, parameter, reason);
}
