using System.Buffers.Binary;
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
    private const int MaxEnvelopeBytes = 40;

    /// <summary>The section around events that were written one after another by <see cref="EventWriter"/>.</summary>
    /// <param name="count">How many events there are.</param>
    /// <param name="payload">The contents that belong to them.</param>
    public static byte[] Encode(Timestamp time, int count, ReadOnlySpan<byte> events, ReadOnlySpan<byte> payload)
    {
        WireWriter envelope = new(MaxEnvelopeBytes);
        envelope.Byte(Version);
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

    /// <summary>The section of a frame with these events.</summary>
    public static byte[] Encode(Timestamp time, IReadOnlyList<PartitionEvent> events, ReadOnlySpan<byte> payload)
    {
        WireWriter writer = new();
        foreach (PartitionEvent happened in events)
            EventWriter.Write(writer, happened);
        return Encode(time, events.Count, writer.Written.Span, payload);
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
