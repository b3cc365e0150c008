using System.Text.Json;
using QueueService.Functions.Rest.Json;
using QueueService.Partitions.Messages;
using QueueService.Queues.Messages;

namespace QueueService.Functions.Rest.Messages;

/// <summary>Writes a message as a client sees it, received or peeked at.</summary>
internal static class MessageWriter
{
    /// <param name="queue">The queue that it is in.</param>
    public static void Write(Utf8JsonWriter json, QueueName queue, MessageView message)
    {
        json.WriteStartObject();
        json.WriteString("messageId"u8, message.MessageId.Value);
        if (message.ReceiptHandle is not null)
            json.WriteString("receiptHandle"u8, message.ReceiptHandle);
        if (message.IsText)
            json.WriteString("body"u8, message.Body.Span);
        else
            json.WriteBase64String("bodyBase64"u8, message.Body.Span);
        if (message.ContentType is not null)
            json.WriteString("contentType"u8, message.ContentType);
        if (message.Attributes.Count > 0)
            WriteAttributes(json, message.Attributes);
        json.WriteTime("enqueuedAt"u8, message.EnqueuedAt);
        if (message.FirstReceivedAt is { } received)
            json.WriteTime("firstReceivedAt"u8, received);
        json.WriteNumber("receiveCount"u8, message.ReceiveCount);
        if (message.VisibleUntil is { } until)
            json.WriteTime("visibleUntil"u8, until);
        if (message.GroupId is not null)
            json.WriteString("groupId"u8, message.GroupId);
        if (message.DeduplicationId is not null)
            json.WriteString("deduplicationId"u8, message.DeduplicationId);
        json.WriteNumber("sequenceNumber"u8, message.SequenceNumber);
        WriteRouting(json, queue, message);
        if (message.DeadLetter is not null)
            WriteDeadLetter(json, message.DeadLetter);
        if (message.State is { } state)
            json.WriteString("state"u8, PeekWords.Of(state));
        if (message.BodyBytes is { } bytes)
            json.WriteNumber("bodyBytes"u8, bytes);
        if (message.IsTruncated)
            json.WriteBoolean("truncated"u8, true);
        if (message.Replays is not null)
            WriteReplays(json, message.Replays);
        json.WriteEndObject();
    }

    /// <summary>Writes the member <c>attributes</c>.</summary>
    public static void WriteAttributes(Utf8JsonWriter json, IReadOnlyList<MessageAttribute> attributes)
    {
        json.WriteStartObject("attributes"u8);
        for (int i = 0; i < attributes.Count; i++)
            WriteAttribute(json, attributes[i]);
        json.WriteEndObject();
    }

    /// <summary>What was sent to a queue has its name as key, as in AMQP.</summary>
    private static void WriteRouting(Utf8JsonWriter json, QueueName queue, MessageView message)
    {
        if (message.Exchange is not null)
            json.WriteString("exchange"u8, message.Exchange);
        if (message.RoutingKeys.Count > 1)
        {
            json.WriteStartArray("routingKeys"u8);
            for (int i = 0; i < message.RoutingKeys.Count; i++)
                json.WriteStringValue(message.RoutingKeys[i]);
            json.WriteEndArray();
        }
        else
        {
            json.WriteString("routingKey"u8, message.RoutingKeys.Count == 1 ? message.RoutingKeys[0] : queue.Value);
        }
    }

    private static void WriteAttribute(Utf8JsonWriter json, MessageAttribute attribute)
    {
        json.WritePropertyName(attribute.Name);
        ReadOnlySpan<byte> value = attribute.Value.Span;
        switch (attribute.Kind)
        {
            case AttributeKind.Boolean:
            case AttributeKind.Number when IsJsonNumber(value):
                json.WriteRawValue(value, skipInputValidation: true);
                break;
            case AttributeKind.Text or AttributeKind.Number:
                json.WriteStringValue(value);
                break;
            case AttributeKind.Binary:
                json.WriteStartObject();
                json.WriteBase64String("base64"u8, value);
                json.WriteEndObject();
                break;
            default:
                throw new InvalidOperationException($"Attribute '{attribute.Name}' has kind {attribute.Kind}.");
        }
    }

    /// <summary>
    /// Other protocols take numbers that JSON does not know (<c>+1</c>, <c>007</c>); they go out as text.
    /// </summary>
    private static bool IsJsonNumber(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty || value.ContainsAny(" \t\r\n"u8))
            return false;
        var reader = new Utf8JsonReader(value, isFinalBlock: true, default);
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.Number && reader.BytesConsumed == value.Length;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void WriteDeadLetter(Utf8JsonWriter json, DeadLetterInfo deadLetter)
    {
        json.WriteStartObject("deadLetter"u8);
        json.WriteString("sourceQueue"u8, deadLetter.SourceQueue);
        json.WriteString("reason"u8, deadLetter.Reason);
        if (deadLetter.Detail is not null)
            json.WriteString("detail"u8, deadLetter.Detail);
        json.WriteNumber("receiveCount"u8, deadLetter.ReceiveCount);
        json.WriteTime("at"u8, deadLetter.At);
        json.WriteEndObject();
    }

    private static void WriteReplays(Utf8JsonWriter json, ReplayInfo replays)
    {
        json.WriteStartObject("replays"u8);
        json.WriteNumber("count"u8, replays.Count);
        json.WriteTime("at"u8, replays.At);
        if (replays.By.Length > 0)
            json.WriteString("by"u8, replays.By);
        json.WriteEndObject();
    }
}
