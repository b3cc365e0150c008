using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace QueueService.Exchanges.Matching;

/// <summary>
/// Tells the bindings of one exchange apart: 128 bits of the SHA-256 of what the binding says, so that the same content
/// has the same id wherever and whenever it is declared. Pinned by <c>BindingFormatTests</c>.
/// </summary>
public readonly record struct BindingId(UInt128 Value)
{
    private const int TextLength = 32;

    /// <summary>Takes 32 hex digits in lower case.</summary>
    public static bool TryParse(string? text, out BindingId id)
    {
        id = default;
        if (text is not { Length: TextLength }
            || text.AsSpan().ContainsAnyInRange('A', 'F')
            || !UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out UInt128 value))
            return false;
        id = new BindingId(value);
        return true;
    }

    /// <param name="content">A binding as <see cref="BindingCodec"/> writes it.</param>
    internal static BindingId Of(ReadOnlySpan<byte> content)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, digest);
        return new BindingId(BinaryPrimitives.ReadUInt128BigEndian(digest));
    }

    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);
}
