using System.Buffers.Binary;
using QueueService.Storage;
using QueueService.Wire;

namespace QueueService.Replication;

/// <summary>
/// What stands around the events of a frame: version, CRC-32C of all that follows, time, length and CRC-32C of the
/// payload, number of events. Stored: pinned by <c>FrameFormatTests</c>.
/// </summary>
/// <param name="PayloadLength">Bytes of the payload that belongs to the events.</param>
/// <param name="PayloadChecksum">CRC-32C of the payload.</param>
/// <param name="Events">How many events follow.</param>
internal readonly record struct FrameEnvelope(Timestamp Time, int PayloadLength, uint PayloadChecksum, int Events)
{
    private const int ChecksumOffset = 1;
    private const int BodyOffset = 5;
    private const int MaxBytes = 40;

    /// <summary>The section around events that were written one after another.</summary>
    /// <param name="version">That of the frames of this kind of partition.</param>
    /// <param name="count">How many events there are.</param>
    /// <param name="payload">What belongs to them.</param>
    public static byte[] Encode(
        byte version, Timestamp time, int count, ReadOnlySpan<byte> events, ReadOnlySpan<byte> payload)
    {
        WireWriter envelope = new(MaxBytes);
        envelope.Byte(version);
        envelope.Fixed32(0);
        envelope.Number(time.UnixMilliseconds);
        envelope.Number(payload.Length);
        envelope.Fixed32(Crc32C.Compute(payload));
        envelope.Number(count);
        byte[] section = GC.AllocateUninitializedArray<byte>(envelope.Length + events.Length);
        envelope.Written.Span.CopyTo(section);
        events.CopyTo(section.AsSpan(envelope.Length));
        BinaryPrimitives.WriteUInt32LittleEndian(
            section.AsSpan(ChecksumOffset), Crc32C.Compute(section.AsSpan(BodyOffset)));
        return section;
    }

    /// <summary>
    /// Reads up to the first event; throws <see cref="FormatException"/> if it cannot have been written.
    /// </summary>
    /// <param name="section">All that the reader reads.</param>
    public static FrameEnvelope Read(ref WireReader reader, byte version, ReadOnlySpan<byte> section)
    {
        reader.ExpectVersion(version);
        if (reader.Fixed32() != Crc32C.Compute(section[BodyOffset..]))
            throw new FormatException("The checksum is wrong.");
        return new FrameEnvelope(new Timestamp(reader.Number()), reader.Int32(), reader.Fixed32(), reader.Count());
    }
}
