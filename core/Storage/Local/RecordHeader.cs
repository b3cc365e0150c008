using System.Buffers.Binary;

namespace QueueService.Storage.Local;

/// <summary>
/// The fixed part of a record, little-endian: magic, checksum of the header, frame number, commit id, the lengths of
/// note, events and payload, checksum of note and events, checksum of the payload. The three contents follow.
/// </summary>
internal readonly record struct RecordHeader(
    FrameNumber Number,
    CommitId Commit,
    int NoteLength,
    int EventsLength,
    int PayloadLength,
    uint BodyChecksum,
    uint PayloadChecksum)
{
    public const int Size = 52;

    private const int ChecksumAt = 4;
    private const int CheckedFrom = 8;

    /// <summary>The first bytes of every record; the 1 is the version of the format.</summary>
    public static ReadOnlySpan<byte> Magic => "QSR1"u8;

    private static ReadOnlySpan<byte> MagicOfAll => "QSR"u8;

    /// <summary>Note and events: what is read without the payload.</summary>
    public int BodyLength => NoteLength + EventsLength;

    public long RecordLength => (long)Size + BodyLength + PayloadLength;

    /// <summary>
    /// What the checksums of headers start from. It differs between partitions and clients do not know it, so neither
    /// a foreign file nor a message with the content of such a file passes for a record of this log.
    /// </summary>
    public static uint Seed(PartitionId partition)
    {
        Span<byte> bytes = stackalloc byte[12];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, partition.Incarnation);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[8..], partition.Index);
        return Crc32C.Compute(bytes);
    }

    /// <summary>True if these bytes begin with a record of a later format.</summary>
    public static bool IsLater(ReadOnlySpan<byte> source) =>
        source.Length >= Magic.Length && source.StartsWith(MagicOfAll)
        && char.IsAsciiDigit((char)source[MagicOfAll.Length]) && source[MagicOfAll.Length] > Magic[^1];

    public void Write(Span<byte> target, uint seed)
    {
        Magic.CopyTo(target);
        BinaryPrimitives.WriteInt64LittleEndian(target[8..], Number.Value);
        BinaryPrimitives.WriteUInt128LittleEndian(target[16..], Commit.Value);
        BinaryPrimitives.WriteInt32LittleEndian(target[32..], NoteLength);
        BinaryPrimitives.WriteInt32LittleEndian(target[36..], EventsLength);
        BinaryPrimitives.WriteInt32LittleEndian(target[40..], PayloadLength);
        BinaryPrimitives.WriteUInt32LittleEndian(target[44..], BodyChecksum);
        BinaryPrimitives.WriteUInt32LittleEndian(target[48..], PayloadChecksum);
        var checksum = Crc32C.Compute(target[CheckedFrom..Size], seed);
        BinaryPrimitives.WriteUInt32LittleEndian(target[ChecksumAt..], checksum);
    }

    /// <summary>False unless these bytes begin with a header that was written with this seed.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, uint seed, out RecordHeader header)
    {
        header = default;
        if (source.Length < Size || !source.StartsWith(Magic))
            return false;
        var checksum = Crc32C.Compute(source[CheckedFrom..Size], seed);
        if (checksum != BinaryPrimitives.ReadUInt32LittleEndian(source[ChecksumAt..]))
            return false;
        header = new RecordHeader(
            new FrameNumber(BinaryPrimitives.ReadInt64LittleEndian(source[8..])),
            new CommitId(BinaryPrimitives.ReadUInt128LittleEndian(source[16..])),
            BinaryPrimitives.ReadInt32LittleEndian(source[32..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[36..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[40..]),
            BinaryPrimitives.ReadUInt32LittleEndian(source[44..]),
            BinaryPrimitives.ReadUInt32LittleEndian(source[48..]));
        return true;
    }
}
