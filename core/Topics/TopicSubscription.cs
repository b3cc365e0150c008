namespace QueueService.Topics;

/// <summary>What a reader has asked for with one filter (MQTT 5.0, section 3.8.3).</summary>
/// <param name="Filter">In the syntax of MQTT; checked before.</param>
/// <param name="Qos">0..2: messages are delivered with this quality of service at most.</param>
public sealed record TopicSubscription(string Filter, int Qos)
{
    /// <summary>True if the reader does not want what it has published itself.</summary>
    public bool IsWithoutOwn { get; init; }

    /// <summary>True if messages keep the flag of retained ones that they were published with.</summary>
    public bool KeepsRetain { get; init; }

    /// <summary>1..268,435,455, sent along with each message; null for none.</summary>
    public int? Identifier { get; init; }
}
