using QueueService.Partitions.Messages;
using QueueService.Queues.Named;
using QueueService.Queues.Peek;

namespace QueueService.Queues.Redrive;

/// <summary>What a redrive moves.</summary>
/// <param name="Destination">Null: each message goes back to the queue that it came from.</param>
/// <param name="MaxPerSecond">1..500; null: as fast as it goes.</param>
/// <param name="MessageIds">1..100 messages; null: all that are there when the redrive starts.</param>
/// <param name="Origins">
/// Without a destination: the only queues that messages may go back to, at most 1,000; null: any.
/// </param>
public sealed record RedriveRequest(
    QueueName? Destination = null,
    int? MaxPerSecond = null,
    IReadOnlyList<MessageId>? MessageIds = null,
    IReadOnlyList<QueueName>? Origins = null)
{
    /// <summary>
    /// The same as <see cref="MessageIds"/>, with sequence numbers by which they are found without a search; given when
    /// a redrive is started, and not kept.
    /// </summary>
    public IReadOnlyList<NamedMessage>? Messages { get; init; }

    /// <summary>The messages that it names, in either way; null if it names none.</summary>
    internal IReadOnlyList<NamedMessage>? Named =>
        Messages ?? MessageIds?.Select(id => new NamedMessage(id)).ToList();

    /// <summary>Only messages of all that are there that it means; null: all. Not together with names.</summary>
    public MessageFilter? Filter { get; init; }

    /// <summary>Who starts it; null if that is not known.</summary>
    public string? StartedBy { get; init; }
}
