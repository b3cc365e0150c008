using QueueService.Partitions.Settings;
using QueueService.Wire;

namespace QueueService.Partitions.Codec;

/// <summary>
/// Queue settings as bytes: tagged fields in the order of their numbers. Stored. Numbers are given out one after the
/// other and never again, so one that has not been given out is a setting of a later program
/// (<see cref="UnknownFormatException"/>), and what is wrong behind a known one is damage
/// (<see cref="FormatException"/>).
/// </summary>
internal static class SettingsCodec
{
    private enum Field : byte
    {
        End = 0,
        VisibilityTimeout = 1,
        Delay = 2,
        Retention = 3,
        MaxMessageBytes = 4,
        ReceiveWait = 5,
        DeadLetter = 6,
        ContentBasedDeduplication = 7,
        DeduplicationScope = 8,
        FifoThroughputLimit = 9,
        Partitions = 10,
        Tag = 11,
        Annotation = 12,

        // From the fourth feature level on.
        DeadLetterExchange = 13,
        DeadLetterRoutingKey = 14,
        DropsUnroutable = 15,

        // Behind a dead-letter setting whose count says nothing.
        DiesByRejectionOnly = 16,
    }

    public static void Write(WireWriter writer, QueueSettings settings)
    {
        WriteTime(writer, Field.VisibilityTimeout, settings.VisibilityTimeout);
        WriteTime(writer, Field.Delay, settings.Delay);
        WriteTime(writer, Field.Retention, settings.Retention);
        WriteNumber(writer, Field.MaxMessageBytes, settings.MaxMessageBytes);
        WriteTime(writer, Field.ReceiveWait, settings.ReceiveWait);
        if (settings.DeadLetter is { Queue: { } queue } toQueue)
        {
            WriteNumber(writer, Field.DeadLetter, toQueue.MaxReceiveCount ?? 0);
            writer.Text(queue.Value);
        }

        WriteNumber(writer, Field.ContentBasedDeduplication, settings.ContentBasedDeduplication ? 1 : 0);
        WriteNumber(writer, Field.DeduplicationScope, (int)settings.DeduplicationScope);
        WriteNumber(writer, Field.FifoThroughputLimit, (int)settings.FifoThroughputLimit);
        WriteNumber(writer, Field.Partitions, settings.Partitions);
        WriteTexts(writer, Field.Tag, settings.Tags);
        WriteTexts(writer, Field.Annotation, settings.Annotations);
        if (settings.DeadLetter is { Exchange: { } exchange } toExchange)
            Write(writer, toExchange, exchange);
        if (settings.DeadLetter is { MaxReceiveCount: null })
            writer.Byte((byte)Field.DiesByRejectionOnly);
        writer.Byte((byte)Field.End);
    }

    public static QueueSettings Read(ref WireReader reader)
    {
        Dictionary<string, string> tags = new(StringComparer.Ordinal);
        Dictionary<string, string> annotations = new(StringComparer.Ordinal);
        QueueSettings settings = new() { Tags = tags, Annotations = annotations };
        while (true)
        {
            Field field = (Field)reader.Byte();
            switch (field)
            {
                case Field.End:
                    return settings;
                case Field.Tag:
                    tags[reader.Text()] = reader.Text();
                    break;
                case Field.Annotation:
                    annotations[reader.Text()] = reader.Text();
                    break;
                default:
                    settings = Read(ref reader, field, settings);
                    break;
            }
        }
    }

    private static QueueSettings Read(ref WireReader reader, Field field, QueueSettings settings) => field switch
    {
        Field.VisibilityTimeout => settings with { VisibilityTimeout = ReadTime(ref reader) },
        Field.Delay => settings with { Delay = ReadTime(ref reader) },
        Field.Retention => settings with { Retention = ReadTime(ref reader) },
        Field.MaxMessageBytes => settings with { MaxMessageBytes = reader.Int32() },
        Field.ReceiveWait => settings with { ReceiveWait = ReadTime(ref reader) },
        Field.DeadLetter => settings with { DeadLetter = ReadDeadLetter(ref reader) },
        Field.ContentBasedDeduplication => settings with { ContentBasedDeduplication = reader.Number() != 0 },
        Field.DeduplicationScope => settings with { DeduplicationScope = ReadEnum<DeduplicationScope>(ref reader) },
        Field.FifoThroughputLimit => settings with { FifoThroughputLimit = ReadEnum<FifoThroughputLimit>(ref reader) },
        Field.Partitions => settings with { Partitions = reader.Int32() },
        Field.DeadLetterExchange => settings with { DeadLetter = ReadDeadLetterExchange(ref reader) },
        Field.DeadLetterRoutingKey => settings with
        {
            DeadLetter = Known(settings) with { RoutingKey = reader.Text() },
        },
        Field.DropsUnroutable => settings with { DeadLetter = Known(settings) with { HoldsUnroutable = false } },
        Field.DiesByRejectionOnly => settings with { DeadLetter = Known(settings) with { MaxReceiveCount = null } },
        _ => throw new UnknownFormatException($"Unknown queue setting {(byte)field}."),
    };

    private static void Write(WireWriter writer, DeadLetterSetting deadLetter, ExchangeName exchange)
    {
        WriteNumber(writer, Field.DeadLetterExchange, deadLetter.MaxReceiveCount ?? 0);
        writer.Text(exchange.Value);
        if (deadLetter.RoutingKey is { } key)
        {
            writer.Byte((byte)Field.DeadLetterRoutingKey);
            writer.Text(key);
        }

        if (!deadLetter.HoldsUnroutable)
            writer.Byte((byte)Field.DropsUnroutable);
    }

    private static DeadLetterSetting ReadDeadLetterExchange(ref WireReader reader)
    {
        int count = reader.Int32();
        return ExchangeName.TryParse(reader.Text(), out ExchangeName exchange)
            ? new DeadLetterSetting(exchange, count)
            : throw new FormatException("The exchange of dead letters has not the name of one.");
    }

    /// <summary>What is said of a dead-letter setting stands behind it.</summary>
    private static DeadLetterSetting Known(QueueSettings settings) =>
        settings.DeadLetter ?? throw new FormatException("There is no place for dead letters.");

    private static DeadLetterSetting ReadDeadLetter(ref WireReader reader)
    {
        int count = reader.Int32();
        return QueueName.TryParse(reader.Text(), out QueueName queue)
            ? new DeadLetterSetting(queue, count)
            : throw new FormatException("The name of the dead-letter queue is not a queue name.");
    }

    private static T ReadEnum<T>(ref WireReader reader)
        where T : struct, Enum => WireReader.Choice<T>(reader.Int32());

    private static TimeSpan ReadTime(ref WireReader reader) => TimeSpan.FromMilliseconds(reader.Number());

    private static void WriteTexts(WireWriter writer, Field field, IReadOnlyDictionary<string, string> texts)
    {
        foreach ((string key, string value) in texts.OrderBy(text => text.Key, StringComparer.Ordinal))
        {
            writer.Byte((byte)field);
            writer.Text(key);
            writer.Text(value);
        }
    }

    private static void WriteTime(WireWriter writer, Field field, TimeSpan value) =>
        WriteNumber(writer, field, (long)value.TotalMilliseconds);

    private static void WriteNumber(WireWriter writer, Field field, long value)
    {
        writer.Byte((byte)field);
        writer.Number(value);
    }
}
