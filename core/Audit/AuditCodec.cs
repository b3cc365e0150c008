using QueueService.Storage;
using QueueService.Wire;

namespace QueueService.Audit;

/// <summary>
/// Entries as documents: a version, the instance, the number of the first entry, and then each entry behind its length.
/// Later programs may add to the end of an entry, which is passed over. **stored**; pinned by <c>AuditCodecTests</c>.
/// </summary>
internal static class AuditCodec
{
    private const byte Version = 1;

    /// <param name="first">The number of the first of them.</param>
    public static WireWriter Begin(ulong instance, long first)
    {
        WireWriter writer = new(1024);
        writer.Byte(Version);
        writer.Fixed64(instance);
        writer.Number(first);
        return writer;
    }

    public static void Write(WireWriter writer, AuditEntry entry)
    {
        WireWriter block = new(128);
        block.Number(entry.At.ToUnixTimeMilliseconds());
        block.Text(entry.Key);
        block.Text(entry.Action);
        block.Text(entry.Queue ?? "");
        block.Text(entry.Address);
        block.Text(entry.Outcome);
        block.Text(entry.Detail ?? "");
        writer.Bytes(block.Written.Span);
    }

    public static IReadOnlyList<(AuditPlace Place, AuditEntry Entry)> Decode(Document document)
    {
        try
        {
            WireReader reader = new(document.Content.Span);
            reader.ExpectVersion(Version);
            ulong instance = reader.Fixed64();
            long number = reader.Number();
            List<(AuditPlace, AuditEntry)> entries = [];
            while (reader.Remaining > 0)
            {
                AuditEntry entry = Read(reader.Bytes());
                entries.Add((new AuditPlace(entry.At.ToUnixTimeMilliseconds(), instance, number++), entry));
            }

            return entries;
        }
        catch (FormatException exception)
        {
            throw UnreadableFormat.Of($"The audit '{document.Id}'", exception);
        }
    }

    private static AuditEntry Read(ReadOnlySpan<byte> block)
    {
        WireReader reader = new(block);
        return new AuditEntry(
            ReadTime(ref reader),
            reader.Text(),
            reader.Text(),
            OrNull(reader.Text()),
            reader.Text(),
            reader.Text(),
            OrNull(reader.Text()));
    }

    private static DateTimeOffset ReadTime(ref WireReader reader)
    {
        long time = reader.Number();
        return time <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(time)
            : throw new FormatException("Not a time.");
    }

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
