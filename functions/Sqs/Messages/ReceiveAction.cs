using System.Text;
using QueueService.Functions.Sqs.Errors;
using QueueService.Functions.Sqs.Wire;
using QueueService.Queues;
using QueueService.Queues.Messages;

namespace QueueService.Functions.Sqs.Messages;

/// <summary>Receiving.</summary>
internal static class ReceiveAction
{
    private const int MaxMessages = 10;

    public static async Task<SqsAnswer?> ReceiveAsync(SqsCall call)
    {
        QueueName queue = call.Queue();
        ReceiveOptions options = new(
            (int)InRange(
                call.Input.Number("MaxNumberOfMessages") ?? 1,
                "MaxNumberOfMessages",
                1,
                MaxMessages,
                "Must be between 1 and 10, if provided."),
            Seconds(call, "WaitTimeSeconds", Limits.MaxReceiveWait, "Must be >= 0 and <= 20, if provided."),
            Seconds(call, "VisibilityTimeout", Limits.MaxVisibilityTimeout, "Must be >= 0 and <= 43200, if provided."));
        MessageRules.Id(call.Input.Text("ReceiveRequestAttemptId"), "ReceiveRequestAttemptId");
        SystemAttributes system = SystemAttributes.Read(call, queue.IsFifo);
        AttributeFilter filter = new(call.Input.Texts("MessageAttributeNames", "MessageAttributeName"));
        IReadOnlyList<MessageView> messages = await call.Broker.ReceiveAsync(queue, options, call.CancellationToken);
        await call.DemandStillAsync(queue, messages);
        return output => output.Items(
            "Messages", "Message", messages, (item, message) => Write(item, message, system, filter));
    }

    private static void Write(ISqsOutput output, MessageView message, SystemAttributes system, AttributeFilter filter)
    {
        // A body of bytes, which another protocol sent, is shown as base64: SQS bodies are text.
        ReadOnlySpan<byte> body = message.IsText
            ? message.Body.Span
            : Encoding.UTF8.GetBytes(Convert.ToBase64String(message.Body.Span));
        output.Text("MessageId", message.MessageId.ToString());
        output.Text("ReceiptHandle", message.ReceiptHandle);
        output.Text("MD5OfBody", MessageDigest.OfBody(body));
        output.Utf8("Body", body);
        output.Map("Attributes", "Attribute", system.Of(message), "Name");
        MessageAttribute[] attributes = filter.Of(message);
        output.Text("MD5OfMessageAttributes", MessageDigest.OfAttributes(attributes));
        output.Structures(
            "MessageAttributes", "MessageAttribute", attributes, attribute => attribute.Name, WriteValue);
    }

    private static void WriteValue(ISqsOutput output, MessageAttribute attribute)
    {
        if (attribute.Kind == AttributeKind.Binary)
            output.Blob("BinaryValue", attribute.Value.Span);
        else
            output.Text("StringValue", Encoding.UTF8.GetString(attribute.Value.Span));
        output.Text("DataType", MessageAttributes.DataType(attribute));
    }

    private static TimeSpan? Seconds(SqsCall call, string parameter, TimeSpan most, string reason) =>
        call.Input.Number(parameter) is { } seconds
            ? TimeSpan.FromSeconds(InRange(seconds, parameter, 0, (long)most.TotalSeconds, reason))
            : null;

    private static long InRange(long value, string parameter, long least, long most, string reason) =>
        value >= least && value <= most ? value : throw SqsException.Invalid(value, parameter, reason);
}
