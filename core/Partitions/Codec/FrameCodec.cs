using QueueService.Features;
using QueueService.Log;
using QueueService.Partitions.Events;
using QueueService.Queues;
using QueueService.Storage;

namespace QueueService.Partitions.Codec;

/// <summary>
/// The event section of a frame: version, CRC-32C of all that follows, time, length and CRC-32C of the payload, events.
/// </summary>
internal static class FrameCodec
{
    private const byte Version = 1;
    private const int ChecksumOffset = 1;
    private const int BodyOffset = 5;

    /// <summary>Writes the section at the start of an empty writer.</summary>
    public static void Encode(
        WireWriter writer, Timestamp time, IReadOnlyList<PartitionEvent> events, ReadOnlySpan<byte> payload)
    {
        writer.Clear();
        writer.Byte(Version);
        writer.Fixed32(0);
        writer.Number(time.UnixMilliseconds);
        writer.Number(payload.Length);
        writer.Fixed32(Crc32C.Compute(payload));
        writer.Number(events.Count);
        foreach (PartitionEvent happened in events)
            EventWriter.Write(writer, happened);
        writer.PatchFixed32(ChecksumOffset, Crc32C.Compute(writer.Written.Span[BodyOffset..]));
    }

    /// <summary>
    /// Reads a section; throws <see cref="StorageCorruptException"/> if it cannot have been written, and
    /// <see cref="NewerFormatException"/> if a later program may have.
    /// </summary>
    public static Frame Decode(PartitionId partition, FrameNumber number, ReadOnlySpan<byte> section)
    {
        try
        {
            WireReader reader = new(section);
            reader.ExpectVersion(Version);
            if (reader.Fixed32() != Crc32C.Compute(section[BodyOffset..]))
                throw new FormatException("The checksum is wrong.");
            Timestamp time = new(reader.Number());
            int payloadLength = reader.Int32();
            uint payloadChecksum = reader.Fixed32();
            PartitionEvent[] events = new PartitionEvent[reader.Count()];
            for (int n = 0; n < events.Length; n++)
                events[n] = EventReader.Read(ref reader);
            reader.ExpectEnd();
            return new Frame(time, events, payloadLength, payloadChecksum);
        }
        catch (FormatException exception)
        {
            throw UnreadableFormat.Of($"Frame {number} of partition {partition}", exception);
        }
    }
}
