using QueueService.Partitions.Messages;

namespace QueueService.Routing.Publishing;

/// <summary>A message on its way into an exchange.</summary>
/// <param name="Message">What each copy is.</param>
public sealed record NewPublish(NewMessage Message)
{
    /// <summary>
    /// 1 to 16 distinct keys; where any of them leads, the message goes. Each has 0..255 bytes of UTF-8, on an exchange
    /// of MQTT topics 1..1024.
    /// </summary>
    public IReadOnlyList<string> RoutingKeys { get; init; } = [""];

    /// <summary>
    /// True if those who subscribe to the topic later get this message, until the next one of this kind; one with an
    /// empty body takes the retained message away. Counts on the exchange of MQTT topics alone.
    /// </summary>
    public bool IsRetained { get; init; }

    /// <summary>
    /// True if the publish is refused when the message would reach no queue; null for true, but for false on the
    /// exchange of MQTT topics, which has other readers than queues.
    /// </summary>
    public bool? IsMandatory { get; init; }
}
