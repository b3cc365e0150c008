namespace QueueService.Functions.Mqtt.Codec.Packets;

/// <summary>
/// One of the subscriptions that a SUBSCRIBE asks for. In MQTT 3.1.1 only filter and QoS can be chosen.
/// </summary>
/// <param name="Filter">May be invalid: then this subscription fails and the others do not.</param>
/// <param name="QoS">The most that is wanted.</param>
internal sealed record SubscriptionRequest(TopicFilter Filter, QoS QoS)
{
    /// <summary>Never true for a shared subscription.</summary>
    public bool NoLocal { get; init; }

    public bool RetainAsPublished { get; init; }

    public RetainHandling RetainHandling { get; init; }
}
