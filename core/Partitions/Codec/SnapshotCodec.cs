using QueueService.Partitions.State;
using QueueService.Storage;
using QueueService.Wire;

namespace QueueService.Partitions.Codec;

/// <summary>
/// A snapshot in one piece as bytes: version, CRC-32C of all that follows, the state. Stored.
/// </summary>
internal static class SnapshotCodec
{
    /// <summary>Without totals.</summary>
    public const byte Version = 2;

    private const int ChecksumOffset = 1;
    private const int BodyOffset = 5;

    private static readonly TotalsVersions Versions = new(Version, 6, 14);

    public static ReadOnlyMemory<byte> Encode(PartitionSnapshot snapshot)
    {
        WireWriter writer = new(64 * 1024);
        writer.Byte(Versions.Of(TotalsCodec.FormOf(snapshot.Totals)));
        writer.Fixed32(0);
        SnapshotBodyCodec.Write(writer, snapshot, withGroups: false);
        writer.PatchFixed32(ChecksumOffset, Crc32C.Compute(writer.Written.Span[BodyOffset..]));
        return writer.Written;
    }

    /// <summary>Reads a snapshot; throws <see cref="FormatException"/> if it cannot have been written.</summary>
    public static PartitionSnapshot Decode(ReadOnlySpan<byte> bytes)
    {
        WireReader reader = new(bytes);
        TotalsForm totals = Versions.Read(ref reader);
        if (reader.Fixed32() != Crc32C.Compute(bytes[BodyOffset..]))
            throw new FormatException("The checksum is wrong.");
        return SnapshotBodyCodec.Read(ref reader, withGroups: false, totals);
    }
}
