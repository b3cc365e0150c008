using QueueService.Partitions.State;
using QueueService.Replication.Snapshots;
using QueueService.Storage;
using QueueService.Wire;

namespace QueueService.Partitions.Codec;

/// <summary>
/// A part of a snapshot as bytes: version, kind, and its items to its end. Its checksum and its length stand in the
/// manifest. Stored, from the second feature level on.
/// </summary>
internal static class SnapshotPartCodec
{
    private const byte Version = 5;

    /// <summary>Begins a part at the start of a writer; its items follow.</summary>
    public static void Begin(WireWriter writer, SnapshotPartKind kind)
    {
        writer.Clear();
        writer.Byte(Version);
        writer.Byte((byte)kind);
    }

    /// <summary>
    /// Adds the items of a part behind what there is of their kind. Throws <see cref="FormatException"/> if the bytes
    /// are not those that were written.
    /// </summary>
    public static void Decode(
        SnapshotPart part,
        ReadOnlySpan<byte> bytes,
        List<UnreadRun> unread,
        List<SavedEntry> touched,
        List<DeduplicationEntry> deduplication)
    {
        if (bytes.Length != part.Length || Crc32C.Compute(bytes) != part.Checksum)
            throw new FormatException("Length or checksum is wrong.");
        WireReader reader = new(bytes);
        reader.ExpectVersion(Version);
        if (reader.Byte() != part.Kind)
            throw new FormatException($"The part is not of kind {part.Kind}.");
        switch ((SnapshotPartKind)part.Kind)
        {
            case SnapshotPartKind.Unread:
                for (UnreadRun run = default; reader.Remaining > 0; unread.Add(run))
                    run = UnreadCodec.ReadWithGroup(ref reader, run);
                break;
            case SnapshotPartKind.Touched:
                while (reader.Remaining > 0)
                    touched.Add(EntryCodec.Read(ref reader));
                break;
            default:
                int skip = part.Skip;
                for (DeduplicationEntry entry = default; reader.Remaining > 0;)
                {
                    entry = DeduplicationCodec.Read(ref reader, entry);
                    if (skip-- <= 0)
                        deduplication.Add(entry);
                }

                break;
        }
    }
}
