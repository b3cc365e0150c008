using QueueService.Exchanges.Codec;
using QueueService.Storage;
using QueueService.Wire;

namespace QueueService.Routing.Catalog;

/// <summary>Records of exchanges as documents. Stored: pinned by <c>ExchangeRecordFormatTests</c>.</summary>
internal static class ExchangeRecordCodec
{
    private const byte Version = 1;

    public static ReadOnlyMemory<byte> Encode(ExchangeRecord record)
    {
        WireWriter writer = new();
        writer.Byte(Version);
        writer.Text(record.Name.Value);
        writer.Fixed64(record.Incarnation);
        ExchangeSettingsCodec.Write(writer, record.Settings);
        writer.Number(record.CreatedAt.ToUnixTimeMilliseconds());
        writer.Number(record.ModifiedAt.ToUnixTimeMilliseconds());
        writer.Byte(record.IsDeleting ? (byte)1 : (byte)0);
        return writer.Written;
    }

    public static ExchangeRecord Decode(Document document)
    {
        try
        {
            WireReader reader = new(document.Content.Span);
            reader.ExpectVersion(Version);
            ExchangeRecord record = new(
                ExchangeSettingsCodec.Name(reader.Text()),
                reader.Fixed64(),
                ExchangeSettingsCodec.Read(ref reader),
                DateTimeOffset.FromUnixTimeMilliseconds(reader.Number()),
                DateTimeOffset.FromUnixTimeMilliseconds(reader.Number()),
                WireReader.Choice<DeletionState>(1 + reader.Byte()) == DeletionState.Deleting);
            reader.ExpectEnd();
            return record;
        }
        catch (FormatException exception)
        {
            throw UnreadableFormat.Of($"The catalog entry of exchange '{document.Id}'", exception);
        }
    }

    private enum DeletionState
    {
        None = 1,
        Deleting,
    }
}
