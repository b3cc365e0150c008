using QueueService.Partitions.Messages;

namespace QueueService.Partitions;

/// <summary>
/// What the engine must know of a message that is not plain: one with a group, or one that was moved here.
/// </summary>
internal sealed record MessageTraits
{
    public KeyHash Group { get; init; }

    /// <summary>The identity from its first queue; null for a message that was sent to this partition.</summary>
    public MessageId? Id { get; init; }

    /// <summary>The time that retention counts from, where it is not the time of the frame.</summary>
    public Timestamp? EnqueuedAt { get; init; }

    public Timestamp? FirstReceivedAt { get; init; }

    /// <summary>Receives before it came to this partition.</summary>
    public int PriorReceives { get; init; }

    public Origin? Origin { get; init; }

    /// <summary>
    /// What a consumer has said of it last: of a dead letter, before it became one. 1 to
    /// <see cref="Limits.MaxDetailBytes"/> bytes of UTF-8.
    /// </summary>
    public string? Detail { get; init; }

    public Replays? Replays { get; init; }

    /// <summary>While it is on its way as a dead letter that an exchange leads somewhere.</summary>
    public Forward? Forward { get; init; }

    /// <summary>Its content was replaced, so that it lies in a later frame than the message came with.</summary>
    public bool IsEdited { get; init; }

    /// <summary>
    /// What a partition must know of a message that comes: what was said of it elsewhere stays beside its content. Null
    /// if there is nothing.
    /// </summary>
    public MessageTraits? ForState => Detail is null && Replays is null
        ? this
        : OrNull(this with { Detail = null, Replays = null });

    /// <summary>Null instead of traits that tell nothing, which are stored in the same way.</summary>
    public static MessageTraits? OrNull(MessageTraits traits) => traits == Empty ? null : traits;

    private static MessageTraits Empty { get; } = new();
}
