using System.Buffers.Binary;

namespace QueueService.Tests.Simulation.World;

/// <summary>The random bytes of a simulated process.</summary>
internal sealed class SeededSource(VirtualWorld world, SeededRandom random) : RandomSource
{
    public override void Fill(Span<byte> buffer)
    {
        world.CheckThread("random bytes");
        Span<byte> word = stackalloc byte[sizeof(ulong)];
        for (int n = 0; n < buffer.Length; n++)
        {
            if (n % sizeof(ulong) == 0)
                BinaryPrimitives.WriteUInt64LittleEndian(word, random.NextUInt64());
            buffer[n] = word[n % sizeof(ulong)];
        }
    }
}
