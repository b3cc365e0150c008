using System.Buffers.Binary;

namespace QueueService.Benchmarks.Targets;

/// <summary>What a server process has used since its start.</summary>
/// <param name="AllocatedBytes">Managed memory that was ever allocated.</param>
/// <param name="Cpu">User and system time, to the microsecond.</param>
internal readonly record struct ServerCounters(long AllocatedBytes, TimeSpan Cpu)
{
    public const int EncodedBytes = 16;

    public static ServerCounters Decode(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadInt64LittleEndian(bytes),
        TimeSpan.FromTicks(BinaryPrimitives.ReadInt64LittleEndian(bytes[8..])));

    public static ServerCounters operator -(ServerCounters after, ServerCounters before) =>
        new(after.AllocatedBytes - before.AllocatedBytes, after.Cpu - before.Cpu);
}
