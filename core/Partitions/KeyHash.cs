using System.Security.Cryptography;
using System.Text;

namespace QueueService.Partitions;

/// <summary>
/// 128 bits of the SHA-256 of a group or deduplication id. The engine compares and spreads by it, so that the memory an
/// id costs does not depend on its length; 0 stands for "none". Stored, and decides in which partition a message is:
/// pinned by <c>KeyHashTests</c>.
/// </summary>
internal readonly record struct KeyHash(UInt128 Value)
{
    public static readonly KeyHash None;

    public bool IsNone => Value == UInt128.Zero;

    public static KeyHash Of(string id)
    {
        Span<byte> utf8 = stackalloc byte[Limits.MaxGroupIdLength * 4];
        return Of(utf8[..Encoding.UTF8.GetBytes(id, utf8)]);
    }

    /// <summary>The same of a text of any length.</summary>
    public static KeyHash OfText(string text) => Of(Encoding.UTF8.GetBytes(text));

    public static KeyHash Of(ReadOnlySpan<byte> id)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(id, digest);
        return new KeyHash(BitConverter.ToUInt64(digest) | ((UInt128)BitConverter.ToUInt64(digest[8..]) << 64));
    }

    /// <summary>The key of an id within a scope (a message group); within no scope it is the key itself.</summary>
    public KeyHash Within(KeyHash scope)
    {
        if (scope.IsNone)
            return this;
        Span<byte> both = stackalloc byte[32];
        BitConverter.TryWriteBytes(both, (ulong)Value);
        BitConverter.TryWriteBytes(both[8..], (ulong)(Value >> 64));
        BitConverter.TryWriteBytes(both[16..], (ulong)scope.Value);
        BitConverter.TryWriteBytes(both[24..], (ulong)(scope.Value >> 64));
        return Of(both);
    }

    /// <summary>The partition, of <paramref name="count"/>, that this key belongs to.</summary>
    public int Partition(int count) => (int)((ulong)(Value >> 64) % (uint)count);
}
