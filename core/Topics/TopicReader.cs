namespace QueueService.Topics;

/// <summary>Somebody who is told of messages as they are published: mostly a connection.</summary>
public abstract class TopicReader
{
    /// <summary>Which of its subscriptions take the message that is being delivered; of the hub alone.</summary>
    internal List<TopicSubscription> Found { get; } = [];

    /// <summary>
    /// Takes a message, once however many of its subscriptions match. Called for one message after another, in the
    /// order in which they were published, by a thread that delivers to all readers: returns at once.
    /// </summary>
    /// <param name="matches">The subscriptions that match; valid during the call alone.</param>
    public abstract void Deliver(TopicMessage message, IReadOnlyList<TopicSubscription> matches);

    /// <summary>
    /// Messages were missed: the log was trimmed, or could not be read, before this process had read them. To be told
    /// to the client as its protocol allows.
    /// </summary>
    public abstract void Miss();
}
