using QueueService.Functions.Mqtt.Codec.Packets;
using QueueService.Routing.Publishing;

namespace QueueService.Functions.Mqtt.Sessions;

/// <summary>A message of a client that is to be published.</summary>
/// <param name="PacketId">0 with QoS 0.</param>
internal readonly record struct IncomingPublish(NewPublish Publish, QoS QoS, ushort PacketId);
