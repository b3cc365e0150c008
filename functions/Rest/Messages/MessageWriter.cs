using System.Text.Json;
using QueueService.Queues.Messages;

namespace QueueService.Functions.Rest.Messages;

/// <summary>Writes messages, bodies and attributes byte for byte as they were stored.</summary>
internal static class MessageWriter
{
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<MessageView> messages)
    {
        writer.WriteStartArray("messages");
        foreach (MessageView message in messages)
            Write(writer, message);
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, MessageView message)
    {
        writer.WriteStartObject();
        writer.WriteString("messageId", message.MessageId.Value);
        if (message.ReceiptHandle is not null)
            writer.WriteString("receiptHandle", message.ReceiptHandle);
        if (message.IsText)
            writer.WriteString("body", message.Body.Span);
        else
            writer.WriteBase64String("bodyBase64", message.Body.Span);
        if (message.ContentType is not null)
            writer.WriteString("contentType", message.ContentType);
        if (message.Attributes.Count > 0)
            WriteAttributes(writer, message.Attributes);
        writer.WriteString("enqueuedAt", message.EnqueuedAt.UtcDateTime);
        if (message.FirstReceivedAt is { } firstReceivedAt)
            writer.WriteString("firstReceivedAt", firstReceivedAt.UtcDateTime);
        writer.WriteNumber("receiveCount", message.ReceiveCount);
        if (message.VisibleUntil is { } visibleUntil)
            writer.WriteString("visibleUntil", visibleUntil.UtcDateTime);
        if (message.GroupId is not null)
            writer.WriteString("groupId", message.GroupId);
        if (message.DeduplicationId is not null)
            writer.WriteString("deduplicationId", message.DeduplicationId);
        writer.WriteNumber("sequenceNumber", message.SequenceNumber);
        if (message.DeadLetter is { } deadLetter)
        {
            writer.WriteStartObject("deadLetter");
            writer.WriteString("sourceQueue", deadLetter.SourceQueue);
            writer.WriteString("reason", deadLetter.Reason);
            writer.WriteString("at", deadLetter.At.UtcDateTime);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteAttributes(Utf8JsonWriter writer, IReadOnlyList<MessageAttribute> attributes)
    {
        writer.WriteStartObject("attributes");
        foreach (MessageAttribute attribute in attributes)
        {
            writer.WritePropertyName(attribute.Name);
            switch (attribute.Kind)
            {
                case AttributeKind.Text:
                    writer.WriteStringValue(attribute.Value.Span);
                    break;
                case AttributeKind.Number:
                    writer.WriteRawValue(attribute.Value.Span, skipInputValidation: true);
                    break;
                default:
                    writer.WriteStartObject();
                    writer.WriteBase64String("base64", attribute.Value.Span);
                    writer.WriteEndObject();
                    break;
            }
        }

        writer.WriteEndObject();
    }
}
