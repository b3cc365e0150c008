namespace QueueService.Functions.Mqtt.Codec.Packets;

/// <summary>A packet that the protocol forbids: the connection ends with this reason.</summary>
internal record RefusedPacket(Refusal Refusal) : ClientPacket;
