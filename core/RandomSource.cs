using System.Security.Cryptography;

namespace QueueService;

/// <summary>Where random bytes come from; the simulation puts a seeded source in its place.</summary>
public class RandomSource
{
    public static readonly RandomSource System = new();

    /// <summary>Fills the buffer with bytes fit for secrets.</summary>
    public virtual void Fill(Span<byte> buffer) => RandomNumberGenerator.Fill(buffer);

    public ulong NextUInt64()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        Fill(bytes);
        return BitConverter.ToUInt64(bytes);
    }

    public UInt128 NextUInt128() => new(NextUInt64(), NextUInt64());
}
