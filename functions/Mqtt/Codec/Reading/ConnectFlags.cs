using QueueService.Functions.Mqtt.Codec.Packets;

namespace QueueService.Functions.Mqtt.Codec.Reading;

/// <summary>The Connect Flags (MQTT 5.0 and 3.1.1, section 3.1.2.3).</summary>
internal readonly record struct ConnectFlags(byte Bits)
{
    private const int Reserved = 0b1;
    private const int WillQoSAndRetain = 0b11_1000;

    public bool CleanStart => (Bits & 0b10) != 0;

    public bool HasWill => (Bits & 0b100) != 0;

    public QoS WillQoS => (QoS)((Bits >> 3) & 0b11);

    public bool WillRetain => (Bits & 0b10_0000) != 0;

    public bool HasPassword => (Bits & 0b100_0000) != 0;

    public bool HasUserName => (Bits & 0b1000_0000) != 0;

    public static ConnectFlags Read(ref BodyReader reader, ProtocolLevel level)
    {
        ConnectFlags flags = new(reader.Byte());
        if ((flags.Bits & Reserved) != 0)
            reader.Refuse(ReasonCode.MalformedPacket, "The reserved bit of the Connect Flags is set.");
        if (flags.WillQoS > QoS.ExactlyOnce)
            reader.Refuse(ReasonCode.MalformedPacket, "There is no Will QoS 3.");
        if (!flags.HasWill && (flags.Bits & WillQoSAndRetain) != 0)
            reader.Refuse(ReasonCode.MalformedPacket, "There is a Will QoS or Will Retain without a will.");
        if (level == ProtocolLevel.Mqtt311 && flags.HasPassword && !flags.HasUserName)
            reader.Refuse(ReasonCode.MalformedPacket, "In MQTT 3.1.1 there is no password without a user name.");
        return flags;
    }
}
