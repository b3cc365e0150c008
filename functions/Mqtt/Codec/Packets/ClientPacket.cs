namespace QueueService.Functions.Mqtt.Codec.Packets;

/// <summary>What a client sent: one of the records that derive from this.</summary>
internal abstract record ClientPacket;
