using System.Buffers.Binary;
using System.Text;

namespace QueueService.Wire;

/// <summary>
/// Reads what <see cref="WireWriter"/> wrote. Every read is bounds-checked; anything that cannot have been written
/// throws <see cref="FormatException"/>.
/// </summary>
internal ref struct WireReader(ReadOnlySpan<byte> bytes)
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position;

    public readonly int Position => _position;

    public readonly int Remaining => _bytes.Length - _position;

    public byte Byte() => Take(1)[0];

    /// <summary>
    /// Refuses bytes of another version of their format than <paramref name="known"/>: versions begin at 1, so 0 is
    /// damage, and any other is a later one.
    /// </summary>
    public void ExpectVersion(byte known) => Version(known, known);

    /// <summary>A version of the format that this program can read; any other is refused.</summary>
    public byte Version(byte oldest, byte newest)
    {
        byte version = Byte();
        if (version > newest)
            throw new UnknownFormatException($"Unknown version {version}.");
        return version >= oldest ? version : throw new FormatException($"There is no version {version}.");
    }

    /// <summary>One of some versions of which the numbers between are those of other formats.</summary>
    /// <param name="known">In ascending order.</param>
    public byte EitherVersion(params ReadOnlySpan<byte> known)
    {
        byte version = Version(known[0], known[^1]);
        return known.Contains(version)
            ? version
            : throw new FormatException($"There is no version {version}.");
    }

    public ulong Varint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return shift == 63 && next > 1 ? throw new FormatException("A varint exceeds 64 bits.") : value;
        }

        throw new FormatException("A varint has more than ten bytes.");
    }

    public long Number()
    {
        ulong value = Varint();
        return value <= long.MaxValue ? (long)value : throw new FormatException("A number exceeds 63 bits.");
    }

    public long Difference()
    {
        ulong value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public int Int32()
    {
        long value = Number();
        return value <= int.MaxValue ? (int)value : throw new FormatException("A number exceeds 31 bits.");
    }

    /// <summary>A count of items that take at least <paramref name="minimumSize"/> bytes each.</summary>
    public int Count(int minimumSize = 1)
    {
        int count = Int32();
        return (long)count * minimumSize <= Remaining ? count : throw new FormatException("A count exceeds the data.");
    }

    /// <summary>
    /// One of the values of an enumeration that begins at 1; a higher one is that of a later program.
    /// </summary>
    public static T Choice<T>(int number)
        where T : struct, Enum
    {
        T value = (T)Enum.ToObject(typeof(T), number);
        if (Enum.IsDefined(value))
            return value;
        string what = $"Unknown {typeof(T).Name} {number}.";
        throw number > 0 ? new UnknownFormatException(what) : new FormatException(what);
    }

    public uint Fixed32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public ulong Fixed64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    public UInt128 Fixed128() => BinaryPrimitives.ReadUInt128LittleEndian(Take(16));

    public ReadOnlySpan<byte> Bytes() => Take(Int32());

    public string Text()
    {
        try
        {
            return StrictUtf8.GetString(Bytes());
        }
        catch (DecoderFallbackException exception)
        {
            throw new FormatException("A text is not UTF-8.", exception);
        }
    }

    public readonly void ExpectEnd()
    {
        if (Remaining != 0)
            throw new FormatException($"{Remaining} bytes are left over.");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > Remaining)
            throw new FormatException("The data ends too early.");
        ReadOnlySpan<byte> span = _bytes.Slice(_position, count);
        _position += count;
        return span;
    }
}
