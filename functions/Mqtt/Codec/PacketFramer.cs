namespace QueueService.Functions.Mqtt.Codec;

/// <summary>Finds where packets end. A packet that is too large is refused before its body is there.</summary>
internal static class PacketFramer
{
    private static readonly Refusal BadLength = new(
        ReasonCode.MalformedPacket,
        "The Remaining Length has more than four bytes, or more than it needs.");

    /// <param name="buffer">Begins with a packet.</param>
    /// <param name="maxPacketBytes">How long a packet may be, header included.</param>
    /// <param name="header">Set if the outcome is <see cref="FrameStatus.Known"/>.</param>
    /// <param name="refusal">Malformed or too large; set if the outcome is <see cref="FrameStatus.Refused"/>.</param>
    public static FrameStatus Read(
        ReadOnlySpan<byte> buffer, int maxPacketBytes, out FrameHeader header, out Refusal? refusal)
    {
        header = default;
        refusal = null;
        if (buffer.IsEmpty)
            return FrameStatus.NeedMore;
        int lengthBytes = VariableByteInteger.Read(buffer[1..], out int bodyBytes);
        if (lengthBytes == VariableByteInteger.NeedsMore)
            return FrameStatus.NeedMore;
        if (lengthBytes == VariableByteInteger.Malformed)
        {
            refusal = BadLength;
            return FrameStatus.Refused;
        }

        header = new FrameHeader(buffer[0], 1 + lengthBytes, bodyBytes);
        if (header.TotalBytes <= maxPacketBytes)
            return FrameStatus.Known;
        refusal = new Refusal(
            ReasonCode.PacketTooLarge,
            $"The packet has {header.TotalBytes} bytes; it may have {maxPacketBytes}.");
        return FrameStatus.Refused;
    }
}
