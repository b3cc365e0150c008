using QueueService.Functions.Sqs.Digests;
using QueueService.Functions.Sqs.Errors;
using QueueService.Functions.Sqs.Wire;
using QueueService.Partitions.Messages;
using QueueService.Partitions.Settings;
using QueueService.Queues.Messages;

namespace QueueService.Functions.Sqs.Messages;

/// <summary>A message that a client sends, with what its answer needs.</summary>
/// <param name="UserAttributes">The attributes without the trace header.</param>
/// <param name="SystemTrace">The trace header, if it came as a system attribute.</param>
internal sealed record OutgoingMessage(
    NewMessage Message, MessageAttribute[] UserAttributes, MessageAttribute? SystemTrace)
{
    private const string GroupId = "MessageGroupId";
    private const string DeduplicationId = "MessageDeduplicationId";

    /// <summary>What counts against the limits: body and attributes with names and types, in bytes.</summary>
    public int Size { get; } = Message.Body.Length + MessageAttributes.Size(UserAttributes);

    /// <summary>Reads a message or an entry of a batch, by all rules but that on the size.</summary>
    public static OutgoingMessage Read(ISqsInput input, QueueName queue, string? traceHeader)
    {
        if (!input.TryGetUtf8("MessageBody", out ReadOnlyMemory<byte> body) || body.IsEmpty)
            throw SqsException.Missing("MessageBody");
        MessageRules.CheckBody(body.Span);
        MessageAttribute[] attributes = MessageAttributes.Read(input);
        MessageAttribute? systemTrace = MessageAttributes.ReadTrace(input);
        MessageAttribute? trace = systemTrace ?? MessageAttributes.TraceOf(traceHeader);
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
            Attributes = trace is null ? attributes : [.. attributes, trace],
            Delay = MessageRules.Delay(input.Number("DelaySeconds"), queue.IsFifo),
            GroupId = MessageRules.Id(input.Text(GroupId), GroupId),
            DeduplicationId = deduplicationId,
        };
        return new OutgoingMessage(message, attributes, systemTrace);
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

    /// <param name="digest">That of the body.</param>
    public void Write(ISqsOutput output, SendResult result, Md5Digest digest, bool isFifo)
    {
        output.Id("MessageId", result.MessageId.Value);
        output.Digest("MD5OfMessageBody", digest);
        output.Digest("MD5OfMessageAttributes", MessageDigest.OfAttributes(UserAttributes));
        if (SystemTrace is not null)
            output.Digest("MD5OfMessageSystemAttributes", MessageDigest.OfTrace(SystemTrace));
        if (isFifo)
            output.Text("SequenceNumber", SequenceText.Of(result.SequenceNumber));
    }
}
