namespace QueueService.Functions.Mqtt;

/// <summary>What clients of MQTT are told at their connection.</summary>
/// <param name="MaxKeepAliveSeconds">The most that a client may ask for; 0 for no bound.</param>
/// <param name="ReceiveMaximum">How many messages a client may send that are not acknowledged yet, 1..65,535.</param>
/// <param name="TopicAliasMaximum">How many topic aliases a client may use, 0..65,535.</param>
/// <param name="MaxPacketBytes">Of a packet that a client sends, header included.</param>
internal sealed record MqttOptions(
    int MaxKeepAliveSeconds, int ReceiveMaximum, int TopicAliasMaximum, int MaxPacketBytes);
