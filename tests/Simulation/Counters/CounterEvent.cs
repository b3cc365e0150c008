using QueueService.Wire;

namespace QueueService.Tests.Simulation.Counters;

/// <summary>What can happen in a counter.</summary>
/// <param name="Token">Which token; the first one that is added has 1.</param>
/// <param name="Length">Of one that is added: the bytes of its content.</param>
/// <param name="EndsAt">Of one that is added: when it ends by itself.</param>
internal readonly record struct CounterEvent(
    CounterEventKind Kind, long Token, long Caller = 0, int Length = 0, Timestamp EndsAt = default)
{
    public static void Write(WireWriter writer, CounterEvent happened)
    {
        writer.Byte((byte)happened.Kind);
        writer.Number(happened.Token);
        writer.Number(happened.Caller);
        writer.Number(happened.Length);
        writer.Number(happened.EndsAt.UnixMilliseconds);
    }

    public static CounterEvent Read(ref WireReader reader) => new(
        (CounterEventKind)reader.Byte(), reader.Number(), reader.Number(), reader.Int32(), new(reader.Number()));
}
