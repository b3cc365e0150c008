using QueueService.Partitions.Events;
using QueueService.Replication;
using QueueService.Storage;
using QueueService.Wire;

namespace QueueService.Partitions.Codec;

/// <summary>
/// The event section of a frame of a queue: the envelope, then the events.
/// </summary>
internal static class FrameCodec
{
    public const byte Version = 1;

    /// <summary>The section of a frame with these events.</summary>
    public static byte[] Encode(Timestamp time, IReadOnlyList<PartitionEvent> events, ReadOnlySpan<byte> payload)
    {
        WireWriter writer = new();
        foreach (PartitionEvent happened in events)
            EventWriter.Write(writer, happened);
        return FrameEnvelope.Encode(Version, time, events.Count, writer.Written.Span, payload);
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
            FrameEnvelope envelope = FrameEnvelope.Read(ref reader, Version, section);
            PartitionEvent[] events = new PartitionEvent[envelope.Events];
            for (int n = 0; n < events.Length; n++)
                events[n] = EventReader.Read(ref reader);
            reader.ExpectEnd();
            return new Frame(envelope.Time, events, envelope.PayloadLength, envelope.PayloadChecksum);
        }
        catch (FormatException exception)
        {
            throw UnreadableFormat.Of($"Frame {number} of partition {partition}", exception);
        }
    }
}
