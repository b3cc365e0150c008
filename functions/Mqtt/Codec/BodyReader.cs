using System.Buffers.Binary;
using System.Text;

namespace QueueService.Functions.Mqtt.Codec;

/// <summary>
/// Reads a packet's body. The first fault is kept and ends the body: what is read after it is empty or 0, so that a
/// decoder looks at <see cref="Refusal"/> once, at its end.
/// </summary>
internal ref struct BodyReader(ReadOnlyMemory<byte> body)
{
    private readonly ReadOnlyMemory<byte> _body = body;
    private readonly ReadOnlySpan<byte> _bytes = body.Span;
    private int _position;

    /// <summary>Null if all was well so far.</summary>
    public Refusal? Refusal { get; private set; }

    public readonly int Position => _position;

    public readonly bool IsAtEnd => _position == _bytes.Length;

    private readonly int Remaining => _bytes.Length - _position;

    public void Refuse(ReasonCode code, string sentence) => Adopt(new Refusal(code, sentence));

    /// <summary>Takes what another reader found in a part of this body, if it did.</summary>
    public void Adopt(Refusal? refusal)
    {
        if (refusal is null)
            return;
        Refusal ??= refusal;
        _position = _bytes.Length;
    }

    public byte Byte() => Has(1) ? _bytes[_position++] : (byte)0;

    public ushort UInt16()
    {
        if (!Has(sizeof(ushort)))
            return 0;
        ushort value = BinaryPrimitives.ReadUInt16BigEndian(_bytes[_position..]);
        _position += sizeof(ushort);
        return value;
    }

    public uint UInt32()
    {
        if (!Has(sizeof(uint)))
            return 0;
        uint value = BinaryPrimitives.ReadUInt32BigEndian(_bytes[_position..]);
        _position += sizeof(uint);
        return value;
    }

    public int VariableInteger()
    {
        int length = VariableByteInteger.Read(_bytes[_position..], out int value);
        if (length > 0)
        {
            _position += length;
            return value;
        }

        Refuse(ReasonCode.MalformedPacket, "A Variable Byte Integer is cut off, too long or longer than it needs.");
        return 0;
    }

    /// <summary>Binary Data: two bytes of length, then so many bytes.</summary>
    public ReadOnlyMemory<byte> Binary() => Take(UInt16());

    /// <summary>As many bytes as a Variable Byte Integer in front of them tells.</summary>
    public ReadOnlyMemory<byte> VariableBytes() => Take(VariableInteger());

    /// <summary>A UTF-8 Encoded String: well-formed, without surrogates and without U+0000.</summary>
    public ReadOnlyMemory<byte> Utf8()
    {
        int length = UInt16();
        if (!Has(length))
            return default;
        ReadOnlySpan<byte> text = _bytes.Slice(_position, length);
        if (!System.Text.Unicode.Utf8.IsValid(text))
            Refuse(ReasonCode.MalformedPacket, "A string is not well-formed UTF-8.");
        else if (text.Contains((byte)0))
            Refuse(ReasonCode.MalformedPacket, "A string has a character U+0000.");
        return Refusal is null ? Take(length) : default;
    }

    /// <summary>The same as text, which keeps every character.</summary>
    public string Text() => Encoding.UTF8.GetString(Utf8().Span);

    /// <summary>A Packet Identifier; 0 is refused.</summary>
    public ushort PacketId()
    {
        ushort id = UInt16();
        if (id == 0)
            Refuse(ReasonCode.ProtocolError, "A Packet Identifier may not be 0.");
        return id;
    }

    public ReadOnlyMemory<byte> Rest() => Take(Remaining);

    public void ExpectEnd()
    {
        if (!IsAtEnd)
            Refuse(ReasonCode.MalformedPacket, "The packet has bytes behind its end.");
    }

    private ReadOnlyMemory<byte> Take(int count)
    {
        if (!Has(count))
            return default;
        ReadOnlyMemory<byte> taken = _body.Slice(_position, count);
        _position += count;
        return taken;
    }

    private bool Has(int count)
    {
        if (count <= Remaining)
            return true;
        Refuse(ReasonCode.MalformedPacket, "The packet ends within a field.");
        return false;
    }
}
