using QueueService.Functions.Sqs.Errors;
using QueueService.Functions.Sqs.Wire;
using QueueService.Queues;
using QueueService.Queues.Messages;
using QueueService.Queues.Settings;

namespace QueueService.Functions.Sqs.Messages;

/// <summary>A message that a client sends, with what its answer needs.</summary>
internal sealed record OutgoingMessage(NewMessage Message, bool HasSystemAttributes)
{
    private const string GroupId = "MessageGroupId";
    private const string DeduplicationId = "MessageDeduplicationId";

    /// <summary>Reads a message or an entry of a batch, by all rules but that on the size.</summary>
    public static OutgoingMessage Read(ISqsInput input, QueueName queue, string? traceHeader)
    {
        if (!input.TryGetUtf8("MessageBody", out ReadOnlyMemory<byte> body) || body.IsEmpty)
            throw SqsException.Missing("MessageBody");
        MessageRules.CheckBody(body.Span);
        List<MessageAttribute> attributes = MessageAttributes.Read(input);
        if (MessageAttributes.ReadTrace(input, traceHeader) is { } trace)
            attributes.Add(trace);
        string? deduplicationId = MessageRules.Id(input.Text(DeduplicationId), DeduplicationId);
        if (deduplicationId is not null && !queue.IsFifo)
        {
            throw SqsException.Invalid(
                deduplicationId,
                DeduplicationId,
                "The request include parameter that is not valid for this queue type");
        }

        NewMessage message = new()
        {
            Body = body,
            IsText = true,
            Attributes = attributes,
            Delay = MessageRules.Delay(input.Number("DelaySeconds"), queue.IsFifo),
            GroupId = MessageRules.Id(input.Text(GroupId), GroupId),
            DeduplicationId = deduplicationId,
        };
        return new OutgoingMessage(message, MessageAttributes.HasSystemAttributes(input));
    }

    /// <summary>
    /// What a FIFO queue wants of each message; a missing group has another code in a batch, as by AWS.
    /// </summary>
    public static void CheckFifo(ISqsInput input, QueueName queue, QueueSettings settings, bool isBatch)
    {
        if (!queue.IsFifo)
            return;
        if (input.Text(GroupId) is null)
        {
            SqsException missing = SqsException.Missing(GroupId);
            throw isBatch ? SqsException.Invalid(missing.Message) : missing;
        }

        if (input.Text(DeduplicationId) is null && !settings.ContentBasedDeduplication)
        {
            throw SqsException.Invalid(
                "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided "
                + "explicitly");
        }
    }

    public void Write(ISqsOutput output, SendResult result, bool isFifo)
    {
        MessageAttribute[] attributes =
            [.. Message.Attributes.Where(attribute => !MessageAttributes.IsSystem(attribute))];
        output.Text("MessageId", result.MessageId.ToString());
        output.Text("MD5OfMessageBody", MessageDigest.OfBody(Message.Body.Span));
        output.Text("MD5OfMessageAttributes", MessageDigest.OfAttributes(attributes));
        if (HasSystemAttributes && Message.Attributes.FirstOrDefault(MessageAttributes.IsSystem) is { } trace)
            output.Text("MD5OfMessageSystemAttributes", MessageDigest.OfTrace(trace));
        if (isFifo)
            output.Text("SequenceNumber", SequenceText.Of(result.SequenceNumber));
    }
}
