using QueueService.Functions.Mqtt.Codec.Packets;
using QueueService.Functions.Mqtt.Codec.Writing;

namespace QueueService.Functions.Mqtt.Messages;

/// <summary>A message as one client gets it.</summary>
/// <param name="Message">The same for all who get it.</param>
/// <param name="QoS">The smaller one of its own and of what was granted.</param>
/// <param name="Retain">The flag as this client asked for it.</param>
/// <param name="Identifiers">Of the subscriptions that match.</param>
internal sealed record OutgoingMessage(
    SharedMessage Message, QoS QoS, bool Retain, ReadOnlyMemory<int> Identifiers)
{
    /// <summary>What it takes in memory while it waits, at most.</summary>
    public int Bytes =>
        Message.Content.Payload.Length + Message.Content.Properties.Length + Message.Content.Topic.Length;

    public bool IsExpired(DateTimeOffset now) => Message.ExpiresAt <= now;

    /// <param name="packetId">0 with QoS 0.</param>
    public PublishDelivery Delivery(ushort packetId, DateTimeOffset now) => new(QoS, packetId)
    {
        Retain = Retain,
        MessageExpirySeconds = Message.ExpiresAt is { } time ? (uint)Math.Max(0, (time - now).TotalSeconds) : null,
        SubscriptionIdentifiers = Identifiers,
    };
}
