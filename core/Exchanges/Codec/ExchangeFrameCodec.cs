using QueueService.Exchanges.Events;
using QueueService.Replication;
using QueueService.Storage;
using QueueService.Wire;

namespace QueueService.Exchanges.Codec;

/// <summary>The event section of a frame of an exchange: the envelope, then the events.</summary>
internal static class ExchangeFrameCodec
{
    public const byte Version = 9;

    /// <summary>The section of a frame with these events and no payload.</summary>
    public static byte[] Encode(Timestamp time, IReadOnlyList<ExchangeEvent> events)
    {
        WireWriter writer = new();
        foreach (ExchangeEvent happened in events)
            ExchangeEventWriter.Write(writer, happened);
        return FrameEnvelope.Encode(Version, time, events.Count, writer.Written.Span, []);
    }

    /// <summary>
    /// Reads a section; throws <see cref="StorageCorruptException"/> if it cannot have been written, and
    /// <see cref="NewerFormatException"/> if a later program may have.
    /// </summary>
    public static ExchangeFrame Decode(PartitionId exchange, FrameNumber number, ReadOnlySpan<byte> section)
    {
        try
        {
            WireReader reader = new(section);
            FrameEnvelope envelope = FrameEnvelope.Read(ref reader, Version, section);
            ExchangeEvent[] events = new ExchangeEvent[envelope.Events];
            for (int n = 0; n < events.Length; n++)
                events[n] = ExchangeEventReader.Read(ref reader);
            reader.ExpectEnd();
            return new ExchangeFrame(envelope.Time, events, envelope.PayloadLength, envelope.PayloadChecksum);
        }
        catch (FormatException exception)
        {
            throw UnreadableFormat.Of($"Frame {number} of exchange {exchange}", exception);
        }
    }
}
