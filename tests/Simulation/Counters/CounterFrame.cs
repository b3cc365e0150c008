using QueueService.Replication;
using QueueService.Storage;
using QueueService.Wire;

namespace QueueService.Tests.Simulation.Counters;

/// <summary>A frame of a counter, decoded.</summary>
internal sealed record CounterFrame(FrameEnvelope Envelope, CounterEvent[] Events)
{
    /// <summary>Far from those of other kinds.</summary>
    public const byte Version = 201;

    public static CounterFrame Decode(ReadOnlySpan<byte> section)
    {
        try
        {
            WireReader reader = new(section);
            FrameEnvelope envelope = FrameEnvelope.Read(ref reader, Version, section);
            CounterEvent[] events = new CounterEvent[envelope.Events];
            for (int n = 0; n < events.Length; n++)
                events[n] = CounterEvent.Read(ref reader);
            reader.ExpectEnd();
            return new CounterFrame(envelope, events);
        }
        catch (FormatException exception)
        {
            throw UnreadableFormat.Of("A frame of a counter", exception);
        }
    }
}
