using QueueService.Replication.Snapshots;
using QueueService.Storage;
using QueueService.Wire;

namespace QueueService.Partitions.Codec;

/// <summary>
/// The manifest of a snapshot as bytes: version, CRC-32C of all that follows, the parts, the rest of the state. Stored,
/// from the second feature level on.
/// </summary>
internal static class SnapshotManifestCodec
{
    private const int ChecksumOffset = 1;
    private const int BodyOffset = 5;
    private const int SmallestPart = 25;

    private static readonly TotalsVersions Versions = new(4, 7, 15);

    /// <summary>True if a snapshot that begins with this byte is a manifest.</summary>
    public static bool IsVersion(byte version) => Versions.Has(version);

    public static ReadOnlyMemory<byte> Encode(SnapshotManifest manifest)
    {
        WireWriter writer = new(64 * 1024);
        writer.Byte(Versions.Of(TotalsCodec.FormOf(manifest.Rest.Totals)));
        writer.Fixed32(0);
        writer.Number(manifest.Parts.Count);
        foreach (SnapshotPart part in manifest.Parts)
        {
            writer.Byte(part.Kind);
            writer.Number(part.Frame.Value);
            writer.Fixed128(part.Unique);
            writer.Number(part.Index);
            writer.Number(part.Length);
            writer.Fixed32(part.Checksum);
            writer.Number(part.Skip);
        }

        SnapshotBodyCodec.Write(writer, manifest.Rest, withGroups: true);
        writer.PatchFixed32(ChecksumOffset, Crc32C.Compute(writer.Written.Span[BodyOffset..]));
        return writer.Written;
    }

    /// <summary>Reads a manifest; throws <see cref="FormatException"/> if it cannot have been written.</summary>
    public static SnapshotManifest Decode(ReadOnlySpan<byte> bytes)
    {
        WireReader reader = new(bytes);
        TotalsForm totals = Versions.Read(ref reader);
        if (reader.Fixed32() != Crc32C.Compute(bytes[BodyOffset..]))
            throw new FormatException("The checksum is wrong.");
        SnapshotPart[] parts = new SnapshotPart[reader.Count(SmallestPart)];
        for (int n = 0; n < parts.Length; n++)
        {
            parts[n] = new SnapshotPart(
                reader.Byte(),
                new FrameNumber(reader.Number()),
                reader.Fixed128(),
                reader.Int32(),
                reader.Int32(),
                reader.Fixed32(),
                reader.Int32());
            if (!Enum.IsDefined((SnapshotPartKind)parts[n].Kind) || (n > 0 && parts[n].Kind < parts[n - 1].Kind))
                throw new FormatException($"Part {n} of kind {parts[n].Kind} has no place there.");
        }

        return new SnapshotManifest(
            parts,
            SnapshotBodyCodec.Read(ref reader, withGroups: true, totals));
    }
}
