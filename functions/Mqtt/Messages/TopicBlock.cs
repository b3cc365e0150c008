using System.Buffers.Binary;
using System.Text;
using QueueService.Functions.Mqtt.Codec.Packets;

namespace QueueService.Functions.Mqtt.Messages;

/// <summary>
/// What is stored of a PUBLISH beside topic, body and what JSON can show: a byte of flags (two bits of QoS, then
/// retain, then whether a time of expiry follows), eight bytes with that time in Unix milliseconds, the client with a
/// length of two bytes, and the properties as they are forwarded. Numbers are little-endian. Stored: pinned by
/// <c>TopicBlockTests</c>.
/// </summary>
/// <param name="Client">The client that has published it.</param>
/// <param name="Properties">In the form of <c>StoredProperties</c>.</param>
internal readonly record struct TopicBlock(
    QoS QoS, bool Retain, DateTimeOffset? ExpiresAt, string Client, ReadOnlyMemory<byte> Properties)
{
    private const int QoSBits = 3;
    private const int RetainBit = 4;
    private const int ExpiryBit = 8;

    public byte[] Encode()
    {
        int expiryBytes = ExpiresAt is null ? 0 : sizeof(long);
        int clientBytes = Encoding.UTF8.GetByteCount(Client);
        byte[] block = new byte[1 + expiryBytes + sizeof(ushort) + clientBytes + Properties.Length];
        block[0] = (byte)((int)QoS | (Retain ? RetainBit : 0) | (ExpiresAt is null ? 0 : ExpiryBit));
        if (ExpiresAt is { } time)
            BinaryPrimitives.WriteInt64LittleEndian(block.AsSpan(1), time.ToUnixTimeMilliseconds());
        Span<byte> rest = block.AsSpan(1 + expiryBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(rest, (ushort)clientBytes);
        Encoding.UTF8.GetBytes(Client, rest[sizeof(ushort)..]);
        Properties.Span.CopyTo(rest[(sizeof(ushort) + clientBytes)..]);
        return block;
    }

    /// <exception cref="FormatException">It cannot have been written.</exception>
    public static TopicBlock Decode(ReadOnlyMemory<byte> block)
    {
        ReadOnlySpan<byte> bytes = block.Span;
        int expiryBytes = bytes.IsEmpty || (bytes[0] & ExpiryBit) == 0 ? 0 : sizeof(long);
        int head = 1 + expiryBytes + sizeof(ushort);
        if (bytes.Length < head || bytes[0] > (QoSBits | RetainBit | ExpiryBit) || (bytes[0] & QoSBits) == QoSBits)
            throw new FormatException("What is stored of a topic's message is damaged.");
        int clientBytes = BinaryPrimitives.ReadUInt16LittleEndian(bytes[(1 + expiryBytes)..]);
        if (bytes.Length < head + clientBytes)
            throw new FormatException("What is stored of a topic's message ends too early.");
        return new TopicBlock(
            (QoS)(bytes[0] & QoSBits),
            (bytes[0] & RetainBit) != 0,
            expiryBytes == 0
                ? null
                : DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64LittleEndian(bytes[1..])),
            Encoding.UTF8.GetString(bytes.Slice(head, clientBytes)),
            block[(head + clientBytes)..]);
    }
}
