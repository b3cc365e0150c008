using System.Buffers.Binary;
using System.Text;

namespace QueueService.Wire;

/// <summary>
/// Writes the primitive shapes of the byte formats into one growing buffer. Integers are LEB128 varints.
/// </summary>
internal sealed class WireWriter(int capacity = 256)
{
    /// <summary>The most bytes of a number.</summary>
    public const int MaxNumberBytes = 9;

    private byte[] _buffer = new byte[capacity];
    private int _length;

    public int Length => _length;

    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _length);

    public void Clear() => _length = 0;

    public void Byte(byte value) => Reserve(1)[0] = value;

    public void Varint(ulong value)
    {
        Span<byte> target = Reserve(10);
        int count = 0;
        for (; value >= 0x80; value >>= 7)
            target[count++] = (byte)(value | 0x80);
        target[count++] = (byte)value;
        _length -= 10 - count;
    }

    /// <summary>A number that is never negative; a negative one is a broken invariant.</summary>
    public void Number(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        Varint((ulong)value);
    }

    /// <summary>A number that may be negative; small ones of either sign are short.</summary>
    public void Difference(long value) => Varint((ulong)((value << 1) ^ (value >> 63)));

    public void Fixed32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Reserve(4), value);

    public void Fixed64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Reserve(8), value);

    public void Fixed128(UInt128 value) => BinaryPrimitives.WriteUInt128LittleEndian(Reserve(16), value);

    public void Raw(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        Number(bytes.Length);
        Raw(bytes);
    }

    public void Text(string text)
    {
        int length = Encoding.UTF8.GetByteCount(text);
        Number(length);
        Encoding.UTF8.GetBytes(text, Reserve(length));
    }

    /// <summary>Overwrites four bytes that were written before, for a checksum of what follows them.</summary>
    public void PatchFixed32(int offset, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(_buffer.AsSpan(offset, 4), value);

    private Span<byte> Reserve(int count)
    {
        if (_buffer.Length - _length < count)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + count));
        Span<byte> span = _buffer.AsSpan(_length, count);
        _length += count;
        return span;
    }
}
