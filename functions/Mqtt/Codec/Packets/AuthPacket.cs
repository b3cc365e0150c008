namespace QueueService.Functions.Mqtt.Codec.Packets;

/// <summary>AUTH of a client (MQTT 5.0, section 3.15). Nothing of it is memory of the receiver.</summary>
/// <param name="Code">To continue, or to authenticate again.</param>
/// <param name="AuthenticationMethod">Must be that of CONNECT.</param>
internal sealed record AuthPacket(ReasonCode Code, string AuthenticationMethod) : ClientPacket
{
    public byte[]? AuthenticationData { get; init; }

    public string? ReasonString { get; init; }

    public IReadOnlyList<UserProperty> UserProperties { get; init; } = [];
}
