namespace QueueService.Functions.Mqtt.Codec.Writing;

/// <summary>
/// CONNACK (MQTT 5.0, section 3.2). What is null is left out, so that the rule of the standard counts. QoS 2, retained
/// messages, wildcards and identifiers are always there, shared subscriptions are not. MQTT 3.1.1 is told of none.
/// </summary>
/// <param name="Code">Success, or why the connection closes.</param>
/// <param name="SessionPresent">False unless the code is a success.</param>
internal sealed record ConnackPacket(ReasonCode Code, bool SessionPresent = false)
{
    /// <summary>For a client that came without a name.</summary>
    public string? AssignedClientIdentifier { get; init; }

    /// <summary>At least 1; said if it is not what the client asked for.</summary>
    public uint? SessionExpirySeconds { get; init; }

    /// <summary>1 to 65,535; said if it is not what the client asked for.</summary>
    public ushort? ServerKeepAliveSeconds { get; init; }

    /// <summary>1 to 65,535; null is 65,535.</summary>
    public ushort? ReceiveMaximum { get; init; }

    /// <summary>At least 1; null is no limit.</summary>
    public uint? MaximumPacketBytes { get; init; }

    /// <summary>1 to 65,535; null is 0.</summary>
    public ushort? TopicAliasMaximum { get; init; }

    /// <summary>Only for a client that asked for it.</summary>
    public string? ResponseInformation { get; init; }

    public string? ServerReference { get; init; }

    /// <summary>That of the client.</summary>
    public string? AuthenticationMethod { get; init; }

    public PacketDetail Detail { get; init; } = PacketDetail.None;
}
