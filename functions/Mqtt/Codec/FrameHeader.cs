namespace QueueService.Functions.Mqtt.Codec;

/// <summary>The fixed header of a packet (MQTT 5.0, section 2.1).</summary>
/// <param name="First">Type and flags.</param>
/// <param name="HeaderBytes">2 to 5.</param>
/// <param name="BodyBytes">What follows the header: 0 to 268,435,455.</param>
internal readonly record struct FrameHeader(byte First, int HeaderBytes, int BodyBytes)
{
    public PacketType Type => (PacketType)(First >> 4);

    /// <summary>What Maximum Packet Size counts.</summary>
    public int TotalBytes => HeaderBytes + BodyBytes;
}
