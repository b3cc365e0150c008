using System.Text;
using QueueService.Partitions.Messages;
using QueueService.Wire;

namespace QueueService.Partitions.Contents;

/// <summary>
/// What the user gave with a message, as bytes: the length of a header, the header (a byte of flags, then tagged
/// fields), and the body as it came. The engine never looks inside.
/// </summary>
internal static class ContentCodec
{
    private const byte IsText = 1;
    private static readonly byte[] PlainText = [1, IsText];
    private static readonly byte[] PlainBytes = [1, 0];

    private enum Field : byte
    {
        ContentType = 1,
        GroupId = 2,
        DeduplicationId = 3,
        Attribute = 4,

        // From the fourth feature level on.
        Exchange = 5,
        RoutingKey = 6,
        TopicProperties = 7,
    }

    /// <summary>The header; the body follows it unchanged.</summary>
    public static ReadOnlyMemory<byte> Header(NewMessage message)
    {
        if (message is
            {
                ContentType: null,
                GroupId: null,
                DeduplicationId: null,
                Exchange: null,
                Attributes.Count: 0,
                TopicProperties.IsEmpty: true,
            })
            return message.IsText ? PlainText : PlainBytes;
        WireWriter header = new();
        header.Byte(message.IsText ? IsText : (byte)0);
        Write(header, Field.ContentType, message.ContentType);
        Write(header, Field.GroupId, message.GroupId);
        Write(header, Field.DeduplicationId, message.DeduplicationId);
        foreach (MessageAttribute attribute in message.Attributes)
        {
            header.Byte((byte)Field.Attribute);
            header.Text(attribute.Name);
            header.Byte((byte)attribute.Kind);
            header.Text(attribute.Label ?? "");
            header.Bytes(attribute.Value.Span);
        }

        Write(header, Field.Exchange, message.Exchange);
        foreach (string key in message.RoutingKeys)
            Write(header, Field.RoutingKey, key);
        if (!message.TopicProperties.IsEmpty)
        {
            header.Byte((byte)Field.TopicProperties);
            header.Bytes(message.TopicProperties.Span);
        }

        WireWriter framed = new(header.Length + 4);
        framed.Bytes(header.Written.Span);
        return framed.Written;
    }

    /// <summary>
    /// What counts against the size limit of the queue: body and attributes (name, type, value), as in SQS.
    /// </summary>
    public static int Size(NewMessage message)
    {
        int size = message.Body.Length;
        foreach (MessageAttribute attribute in message.Attributes)
        {
            if (attribute.IsFree)
                continue;
            int type = attribute.Kind == AttributeKind.Text ? "String".Length : "Number".Length;
            int label = attribute.Label is { } text ? 1 + Encoding.UTF8.GetByteCount(text) : 0;
            size += Encoding.UTF8.GetByteCount(attribute.Name) + type + label + attribute.Value.Length;
        }

        return size;
    }

    /// <summary>
    /// Reads a content; throws <see cref="FormatException"/> if it cannot have been written, and
    /// <see cref="UnknownFormatException"/> if a later program may have.
    /// </summary>
    public static Content Decode(ReadOnlyMemory<byte> content)
    {
        WireReader reader = new(content.Span);
        int length = reader.Int32();
        ReadOnlyMemory<byte> body = content[(reader.Position + length)..];
        WireReader header = new(content.Span.Slice(reader.Position, length));
        byte flags = header.Byte();
        if ((flags & ~IsText) != 0)
            throw new UnknownFormatException($"Unknown content flags {flags}.");
        Content result = new() { IsText = flags == IsText, Body = body };
        while (header.Remaining > 0)
        {
            Field field = (Field)header.Byte();
            switch (field)
            {
                case Field.ContentType:
                    result.ContentType = header.Text();
                    break;
                case Field.GroupId:
                    result.GroupId = header.Text();
                    break;
                case Field.DeduplicationId:
                    result.DeduplicationId = header.Text();
                    break;
                case Field.Exchange:
                    result.Exchange = header.Text();
                    break;
                case Field.RoutingKey:
                    result.RoutingKeys.Add(header.Text());
                    break;
                case Field.TopicProperties:
                    result.TopicProperties = header.Bytes().ToArray();
                    break;
                case Field.Attribute:
                    result.Attributes.Add(ReadAttribute(ref header));
                    break;
                default:
                    throw new UnknownFormatException($"Unknown content field {(byte)field}.");
            }
        }

        return result;
    }

    private static MessageAttribute ReadAttribute(ref WireReader header)
    {
        string name = header.Text();
        AttributeKind kind = WireReader.Choice<AttributeKind>(header.Byte());
        string label = header.Text();
        return new MessageAttribute(name, kind, header.Bytes().ToArray(), label.Length == 0 ? null : label);
    }

    private static void Write(WireWriter header, Field field, string? value)
    {
        if (value is null)
            return;
        header.Byte((byte)field);
        header.Text(value);
    }
}
