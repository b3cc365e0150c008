namespace QueueService.Functions.Mqtt.Codec.Packets;

/// <summary>DISCONNECT of a client (MQTT 5.0, section 3.14).</summary>
/// <param name="Code">One that a client may send; only <see cref="ReasonCode.Success"/> drops the will.</param>
internal sealed record DisconnectPacket(ReasonCode Code) : ClientPacket
{
    /// <summary>Null if absent: as CONNECT said. 0 ends the session now.</summary>
    public uint? SessionExpirySeconds { get; init; }

    public string? ReasonString { get; init; }

    public IReadOnlyList<UserProperty> UserProperties { get; init; } = [];
}
