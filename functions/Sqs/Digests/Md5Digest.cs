using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace QueueService.Functions.Sqs.Digests;

/// <summary>An MD5 digest, which SQS shows as 32 lower-case hexadecimal digits.</summary>
/// <param name="First">Its first eight bytes, as they lie in memory.</param>
/// <param name="Last">Its last eight bytes.</param>
internal readonly record struct Md5Digest(ulong First, ulong Last)
{
    /// <summary>The number of bytes.</summary>
    public const int Length = 16;

    /// <summary>The number of hexadecimal digits.</summary>
    public const int TextLength = 2 * Length;

#pragma warning disable CA5351 // The protocol wants MD5, as a checksum.
    public static Md5Digest Of(ReadOnlySpan<byte> text)
    {
        Span<byte> digest = stackalloc byte[Length];
        MD5.HashData(text, digest);
        return Of16(digest);
    }
#pragma warning restore CA5351

    /// <param name="bytes">The sixteen bytes of a digest.</param>
    public static Md5Digest Of16(ReadOnlySpan<byte> bytes) => MemoryMarshal.Read<Md5Digest>(bytes);

    /// <param name="utf8">Receives <see cref="TextLength"/> digits.</param>
    public void Format(Span<byte> utf8)
    {
        Md5Digest self = this;
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<Md5Digest>(in self));
        if (!Convert.TryToHexStringLower(bytes, utf8, out _))
            throw new ArgumentException($"A digest has {TextLength} digits.", nameof(utf8));
    }

    public override string ToString() => string.Create(TextLength, this, static (text, digest) =>
    {
        Span<byte> utf8 = stackalloc byte[TextLength];
        digest.Format(utf8);
        System.Text.Encoding.ASCII.GetChars(utf8, text);
    });
}
