using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using QueueService.Functions.Mqtt.Codec.Packets;

namespace QueueService.Functions.Mqtt.Codec.Properties;

/// <summary>
/// What is kept of a message's properties: those of <see cref="MessageProperties"/> as they stand in PUBLISH, in the
/// order of the publisher, without their length. So they can be sent on as they are. **stored**; the bytes are those of
/// MQTT 5.0, section 2.2.2, and <c>StoredPropertiesTests</c> pins them.
/// </summary>
internal static class StoredProperties
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>
    /// Of a PUBLISH or a will: all but topic alias, message expiry and will delay. Usually memory of the block.
    /// </summary>
    public static ReadOnlyMemory<byte> Of(in PropertyBlock block)
    {
        Range? expiry = block.Entry(PropertyId.MessageExpiry);
        Range? other = block.Entry(PropertyId.TopicAlias) ?? block.Entry(PropertyId.WillDelay);
        (Range? earlier, Range? later) = other?.Start.Value < expiry?.Start.Value ? (other, expiry) : (expiry, other);
        return Without(Without(block.Bytes, later), earlier);
    }

    /// <summary>Fails with <see cref="FormatException"/> if the bytes are not what this class keeps.</summary>
    public static MessageProperties Decode(ReadOnlyMemory<byte> stored)
    {
        BodyReader reader = new(stored);
        PropertyBlock block = PropertyBlock.Read(ref reader, reader.Rest(), PropertyPlaces.Stored);
        if (reader.Refusal is { } refusal)
            throw new FormatException(refusal.Sentence);
        return new MessageProperties
        {
            IsText = block.Flag(PropertyId.PayloadFormat),
            ContentType = block.Text(PropertyId.ContentType),
            ResponseTopic = block.Text(PropertyId.ResponseTopic),
            CorrelationData = block.Copy(PropertyId.CorrelationData),
            UserProperties = block.UserProperties(),
        };
    }

    /// <summary>
    /// Of a message that was not published by MQTT. Fails with <see cref="ArgumentException"/> if MQTT cannot say it: a
    /// text or the correlation data has more than 65,535 bytes, a text is not valid Unicode or has a character U+0000,
    /// or the response topic has a wildcard.
    /// </summary>
    public static byte[] Encode(MessageProperties properties)
    {
        ArrayBufferWriter<byte> output = new();
        if (properties.IsText is { } isText)
            output.Write([(byte)PropertyId.PayloadFormat, isText ? (byte)1 : (byte)0]);
        Write(output, PropertyId.ContentType, properties.ContentType);
        if (properties.ResponseTopic is { } topic && topic.AsSpan().ContainsAny('+', '#'))
            throw new ArgumentException("A response topic has a wildcard.", nameof(properties));
        Write(output, PropertyId.ResponseTopic, properties.ResponseTopic);
        if (properties.CorrelationData is { } data)
        {
            output.Write([(byte)PropertyId.CorrelationData]);
            Write(output, data);
        }

        foreach (UserProperty property in properties.UserProperties)
        {
            Write(output, PropertyId.UserProperty, property.Name);
            Write(output, Utf8(property.Value));
        }

        return output.WrittenSpan.ToArray();
    }

    private static ReadOnlyMemory<byte> Without(ReadOnlyMemory<byte> bytes, Range? cut)
    {
        if (cut is not { } range)
            return bytes;
        (int start, int length) = range.GetOffsetAndLength(bytes.Length);
        if (start == 0)
            return bytes[length..];
        int end = start + length;
        if (end == bytes.Length)
            return bytes[..start];
        return (byte[])[.. bytes.Span[..start], .. bytes.Span[end..]];
    }

    private static void Write(ArrayBufferWriter<byte> output, PropertyId id, string? text)
    {
        if (text is null)
            return;
        output.Write([(byte)id]);
        Write(output, Utf8(text));
    }

    private static void Write(ArrayBufferWriter<byte> output, byte[] data)
    {
        if (data.Length > ushort.MaxValue)
            throw new ArgumentException($"MQTT has no field of {data.Length} bytes.", nameof(data));
        BinaryPrimitives.WriteUInt16BigEndian(output.GetSpan(sizeof(ushort)), (ushort)data.Length);
        output.Advance(sizeof(ushort));
        output.Write(data);
    }

    private static byte[] Utf8(string text) => text.Contains('\0', StringComparison.Ordinal)
        ? throw new ArgumentException("MQTT has no character U+0000.", nameof(text))
        : StrictUtf8.GetBytes(text);
}
