namespace QueueService.Functions.Mqtt.Codec.Packets;

/// <summary>When a subscription is sent retained messages (MQTT 5.0, section 3.8.3.1).</summary>
internal enum RetainHandling
{
    /// <summary>At every SUBSCRIBE.</summary>
    Always,

    /// <summary>Only if there was no such subscription before.</summary>
    IfNew,
    Never,
}
