using QueueService.Functions.Mqtt.Codec.Packets;

namespace QueueService.Functions.Mqtt.Codec.Writing;

/// <summary>What a PUBLISH is for one receiver. MQTT 3.1.1 is not told of alias, expiry and identifiers.</summary>
/// <param name="QoS">Of this delivery.</param>
/// <param name="PacketId">1 to 65,535; 0 with QoS 0.</param>
internal readonly record struct PublishDelivery(QoS QoS, ushort PacketId)
{
    /// <summary>Whether it may have been sent before.</summary>
    public bool Duplicate { get; init; }

    public bool Retain { get; init; }

    /// <summary>1 to 65,535; 0 is none.</summary>
    public ushort TopicAlias { get; init; }

    /// <summary>True if the receiver knows the topic by its alias: then it is left out.</summary>
    public bool LeavesOutTopic { get; init; }

    /// <summary>How long the message may still be delivered; null if it does not expire.</summary>
    public uint? MessageExpirySeconds { get; init; }

    /// <summary>Of all subscriptions that it is for, each 1 to 268,435,455.</summary>
    public ReadOnlyMemory<int> SubscriptionIdentifiers { get; init; }
}
