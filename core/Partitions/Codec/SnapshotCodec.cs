using QueueService.Partitions.State;
using QueueService.Storage;
using QueueService.Wire;

namespace QueueService.Partitions.Codec;

/// <summary>
/// A snapshot in one piece as bytes: version, CRC-32C of all that follows, the state. Stored.
/// </summary>
internal static class SnapshotCodec
{
    public const byte Version = 2;

    /// <summary>The same with totals, from the third feature level on.</summary>
    public const byte VersionWithTotals = 6;

    /// <summary>The same with dropped dead letters, where there are some, from the fourth feature level on.</summary>
    public const byte VersionWithDropped = 14;
    private const int ChecksumOffset = 1;
    private const int BodyOffset = 5;

    public static ReadOnlyMemory<byte> Encode(PartitionSnapshot snapshot)
    {
        WireWriter writer = new(64 * 1024);
        writer.Byte(VersionOf(TotalsCodec.FormOf(snapshot.Totals)));
        writer.Fixed32(0);
        SnapshotBodyCodec.Write(writer, snapshot, withGroups: false);
        writer.PatchFixed32(ChecksumOffset, Crc32C.Compute(writer.Written.Span[BodyOffset..]));
        return writer.Written;
    }

    /// <summary>Reads a snapshot; throws <see cref="FormatException"/> if it cannot have been written.</summary>
    public static PartitionSnapshot Decode(ReadOnlySpan<byte> bytes)
    {
        WireReader reader = new(bytes);
        byte version = reader.EitherVersion(Version, VersionWithTotals, VersionWithDropped);
        if (reader.Fixed32() != Crc32C.Compute(bytes[BodyOffset..]))
            throw new FormatException("The checksum is wrong.");
        return SnapshotBodyCodec.Read(ref reader, withGroups: false, FormOf(version));
    }

    private static byte VersionOf(TotalsForm form) => form switch
    {
        TotalsForm.None => Version,
        TotalsForm.Counted => VersionWithTotals,
        _ => VersionWithDropped,
    };

    private static TotalsForm FormOf(byte version) => version switch
    {
        Version => TotalsForm.None,
        VersionWithTotals => TotalsForm.Counted,
        _ => TotalsForm.WithDropped,
    };
}
