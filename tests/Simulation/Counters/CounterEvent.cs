using QueueService.Storage;
using QueueService.Transfers;
using QueueService.Wire;

namespace QueueService.Tests.Simulation.Counters;

/// <summary>What can happen in a counter.</summary>
/// <param name="Token">Which token; the first one that comes has 1.</param>
/// <param name="Caller">Of one that comes: who has added it.</param>
/// <param name="Length">Of one that comes: the bytes of its content.</param>
/// <param name="EndsAt">Of one that comes: when it ends by itself.</param>
/// <param name="Other">The counter that a token comes from or goes to.</param>
/// <param name="Transfer">Its number on that way.</param>
internal readonly record struct CounterEvent(
    CounterEventKind Kind,
    long Token,
    long Caller = 0,
    int Length = 0,
    Timestamp EndsAt = default,
    PartitionId Other = default,
    TransferNumber Transfer = default)
{
    /// <summary>True if it brings a token.</summary>
    public bool Comes => Kind is CounterEventKind.Added or CounterEventKind.Arrived;

    public static void Write(WireWriter writer, CounterEvent happened)
    {
        writer.Byte((byte)happened.Kind);
        writer.Number(happened.Token);
        writer.Number(happened.Caller);
        writer.Number(happened.Length);
        writer.Number(happened.EndsAt.UnixMilliseconds);
        writer.Fixed64(happened.Other.Incarnation);
        writer.Number(happened.Other.Index);
        writer.Number(happened.Transfer.Value);
    }

    public static CounterEvent Read(ref WireReader reader) => new(
        (CounterEventKind)reader.Byte(),
        reader.Number(),
        reader.Number(),
        reader.Int32(),
        new Timestamp(reader.Number()),
        new PartitionId(reader.Fixed64(), reader.Int32()),
        new TransferNumber(reader.Number()));
}
