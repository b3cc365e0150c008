namespace QueueService.Functions.Mqtt.Codec.Packets;

/// <summary>A first packet that the protocol forbids.</summary>
/// <param name="Refusal">Why.</param>
/// <param name="Level">
/// In which CONNACK can tell it; null if the bytes are no CONNECT at all, which only the end of the connection answers.
/// </param>
internal sealed record RefusedConnect(Refusal Refusal, ProtocolLevel? Level) : RefusedPacket(Refusal);
