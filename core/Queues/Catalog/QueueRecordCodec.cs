using QueueService.Partitions.Codec;
using QueueService.Storage;
using QueueService.Wire;

namespace QueueService.Queues.Catalog;

/// <summary>Queue records as documents.</summary>
internal static class QueueRecordCodec
{
    private const byte Version = 1;
    private const byte Deleting = 1;
    private const byte Changing = 2;

    public static ReadOnlyMemory<byte> Encode(QueueRecord record)
    {
        WireWriter writer = new();
        writer.Byte(Version);
        writer.Text(record.Name.Value);
        writer.Fixed64(record.Incarnation);
        writer.Number(record.Version);
        writer.Number(record.CreatedAt.ToUnixTimeMilliseconds());
        writer.Number(record.ModifiedAt.ToUnixTimeMilliseconds());
        writer.Byte((byte)((record.IsDeleting ? Deleting : 0) | (record.Next is null ? 0 : Changing)));
        SettingsCodec.Write(writer, record.Settings);
        if (record.Next is { } next)
            SettingsCodec.Write(writer, next);
        return writer.Written;
    }

    public static QueueRecord Decode(Document document)
    {
        try
        {
            WireReader reader = new(document.Content.Span);
            reader.ExpectVersion(Version);
            QueueName name = QueueName.TryParse(reader.Text(), out QueueName parsed)
                ? parsed
                : throw new FormatException("The name is not a queue name.");
            ulong incarnation = reader.Fixed64();
            long changes = reader.Number();
            DateTimeOffset createdAt = DateTimeOffset.FromUnixTimeMilliseconds(reader.Number());
            DateTimeOffset modifiedAt = DateTimeOffset.FromUnixTimeMilliseconds(reader.Number());
            byte state = reader.Byte();
            if (state > (Deleting | Changing))
                throw new UnknownFormatException($"Unknown state {state}.");
            bool isDeleting = (state & Deleting) != 0;
            QueueRecord record = new(
                name, incarnation, changes, SettingsCodec.Read(ref reader), createdAt, modifiedAt, isDeleting)
            {
                Next = (state & Changing) != 0 ? SettingsCodec.Read(ref reader) : null,
            };
            reader.ExpectEnd();
            return record;
        }
        catch (FormatException exception)
        {
            throw UnreadableFormat.Of($"The catalog entry of queue '{document.Id}'", exception);
        }
    }
}
