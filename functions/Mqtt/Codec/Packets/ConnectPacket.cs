namespace QueueService.Functions.Mqtt.Codec.Packets;

/// <summary>
/// CONNECT (MQTT 5.0, section 3.1). Nothing of it is memory of the receiver. What is null was absent, which MQTT tells
/// apart from 0.
/// </summary>
internal sealed record ConnectPacket(ProtocolLevel Level, string ClientId) : ClientPacket
{
    /// <summary>Clean Session of MQTT 3.1.1.</summary>
    public bool CleanStart { get; init; }

    /// <summary>0 to 65,535; 0 is no keep alive.</summary>
    public int KeepAliveSeconds { get; init; }

    public Will? Will { get; init; }

    public string? UserName { get; init; }

    public byte[]? Password { get; init; }

    /// <summary>0xFFFFFFFF is for ever; absent is 0.</summary>
    public uint? SessionExpirySeconds { get; init; }

    /// <summary>1 to 65,535; absent is 65,535.</summary>
    public int? ReceiveMaximum { get; init; }

    /// <summary>At least 1; absent is no limit.</summary>
    public uint? MaximumPacketBytes { get; init; }

    /// <summary>0 to 65,535; absent is 0.</summary>
    public int? TopicAliasMaximum { get; init; }

    /// <summary>Absent is false.</summary>
    public bool? RequestResponseInformation { get; init; }

    /// <summary>
    /// Absent is true. If false, Reason Strings and User Properties are for PUBLISH, CONNACK and DISCONNECT alone.
    /// </summary>
    public bool? RequestProblemInformation { get; init; }

    public string? AuthenticationMethod { get; init; }

    public byte[]? AuthenticationData { get; init; }

    public IReadOnlyList<UserProperty> UserProperties { get; init; } = [];

    /// <summary>
    /// True if a client of MQTT 3.1.1 wants a session that is kept without saying whose: CONNACK 2 (section 3.1.3.1).
    /// </summary>
    public bool LacksClientId => Level == ProtocolLevel.Mqtt311 && ClientId.Length == 0 && !CleanStart;
}
