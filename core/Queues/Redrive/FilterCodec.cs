using QueueService.Partitions.Messages;
using QueueService.Queues.Peek;
using QueueService.Wire;

namespace QueueService.Queues.Redrive;

/// <summary>
/// Filters as bytes: members, each behind its number. **stored** with redrives; pinned by <c>FilterCodecTests</c>.
/// </summary>
internal static class FilterCodec
{
    private enum Field : byte
    {
        End = 0,
        Text = 1,
        Attribute = 2,
        GroupId = 3,
        SourceQueue = 4,
        Reason = 5,
        Detail = 6,
        MinReceiveCount = 7,
        After = 8,
        Before = 9,
    }

    public static void Write(WireWriter writer, MessageFilter filter)
    {
        Write(writer, Field.Text, filter.Text);
        foreach (MessageAttribute attribute in filter.Attributes)
        {
            writer.Byte((byte)Field.Attribute);
            writer.Text(attribute.Name);
            writer.Byte((byte)attribute.Kind);
            writer.Bytes(attribute.Value.Span);
        }

        Write(writer, Field.GroupId, filter.GroupId);
        Write(writer, Field.SourceQueue, filter.SourceQueue?.Value);
        Write(writer, Field.Reason, filter.Reason);
        Write(writer, Field.Detail, filter.Detail);
        Write(writer, Field.MinReceiveCount, filter.MinReceiveCount);
        Write(writer, Field.After, filter.After?.ToUnixTimeMilliseconds());
        Write(writer, Field.Before, filter.Before?.ToUnixTimeMilliseconds());
        writer.Byte((byte)Field.End);
    }

    /// <summary>Throws <see cref="UnknownFormatException"/> for a member that a later program has written.</summary>
    public static MessageFilter Read(ref WireReader reader)
    {
        MessageFilter filter = new();
        List<MessageAttribute> attributes = [];
        while (true)
        {
            Field field = (Field)reader.Byte();
            switch (field)
            {
                case Field.End:
                    return filter with { Attributes = attributes };
                case Field.Text:
                    filter = filter with { Text = reader.Text() };
                    break;
                case Field.Attribute:
                    attributes.Add(ReadAttribute(ref reader));
                    break;
                case Field.GroupId:
                    filter = filter with { GroupId = reader.Text() };
                    break;
                case Field.SourceQueue:
                    filter = filter with
                    {
                        SourceQueue = QueueName.TryParse(reader.Text(), out QueueName name)
                            ? name
                            : throw new FormatException("Not a queue name."),
                    };
                    break;
                case Field.Reason:
                    filter = filter with { Reason = reader.Text() };
                    break;
                case Field.Detail:
                    filter = filter with { Detail = reader.Text() };
                    break;
                case Field.MinReceiveCount:
                    filter = filter with { MinReceiveCount = reader.Int32() };
                    break;
                case Field.After:
                    filter = filter with { After = ReadTime(ref reader) };
                    break;
                case Field.Before:
                    filter = filter with { Before = ReadTime(ref reader) };
                    break;
                default:
                    throw new UnknownFormatException($"Unknown member {(byte)field} of a filter.");
            }
        }
    }

    private static MessageAttribute ReadAttribute(ref WireReader reader)
    {
        string name = reader.Text();
        AttributeKind kind = WireReader.Choice<AttributeKind>(reader.Byte());
        return new MessageAttribute(name, kind, reader.Bytes().ToArray());
    }

    /// <summary>Times before 1970 are there, too.</summary>
    private static DateTimeOffset ReadTime(ref WireReader reader)
    {
        try
        {
            return DateTimeOffset.FromUnixTimeMilliseconds(reader.Difference());
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new FormatException("Not a time.", exception);
        }
    }

    private static void Write(WireWriter writer, Field field, string? value)
    {
        if (value is null)
            return;
        writer.Byte((byte)field);
        writer.Text(value);
    }

    private static void Write(WireWriter writer, Field field, int? value)
    {
        if (value is null)
            return;
        writer.Byte((byte)field);
        writer.Number(value.Value);
    }

    private static void Write(WireWriter writer, Field field, long? value)
    {
        if (value is null)
            return;
        writer.Byte((byte)field);
        writer.Difference(value.Value);
    }
}
