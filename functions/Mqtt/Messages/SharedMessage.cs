using QueueService.Functions.Mqtt.Codec.Packets;
using QueueService.Functions.Mqtt.Codec.Writing;

namespace QueueService.Functions.Mqtt.Messages;

/// <summary>A published message in the bytes in which it is sent to everybody.</summary>
/// <param name="QoS">With which it was published.</param>
/// <param name="Retain">Whether it was published as retained.</param>
/// <param name="ExpiresAt">From then on nobody gets it; null for never.</param>
/// <param name="Publisher">The client that has published it; empty if it was none.</param>
internal sealed record SharedMessage(
    PublishContent Content, QoS QoS, bool Retain, DateTimeOffset? ExpiresAt, string Publisher);
