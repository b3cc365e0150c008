using QueueService.Partitions.Events;

namespace QueueService.Partitions.State;

/// <summary>
/// In which order the messages of a partition are handed out. Derived from the state and rebuilt with it; told of every
/// message that the state holds singly.
/// </summary>
internal interface IDeliveryOrder
{
    /// <summary>
    /// How many receives may find something without more unread messages being loaded, at most; 0 if none.
    /// </summary>
    int Servable { get; }

    /// <summary>
    /// Unread messages that were skipped because their group was blocked, and that can be delivered now once they are
    /// loaded; null if there are none. Some of them may be gone.
    /// </summary>
    (KeyHash Group, SequenceRange Messages)? NextSkipped { get; }

    /// <summary>The message is held from now on; it is not ready yet.</summary>
    void Add(MessageEntry entry);

    /// <summary>The message is gone; it was not ready any more.</summary>
    void Remove(MessageEntry entry);

    /// <summary>The message can be received from now on.</summary>
    void Ready(MessageEntry entry);

    /// <summary>The message can no longer be received.</summary>
    void Unready(MessageEntry entry);

    /// <summary>
    /// True if this unread message of the group cannot be delivered as things are, because of others before it.
    /// </summary>
    bool IsBlocked(KeyHash group, SequenceNumber message);

    /// <summary>Unread messages of a blocked group are not loaded; they follow all that were skipped before.</summary>
    void Skip(KeyHash group, SequenceRange messages);

    /// <summary>The skipped messages of this group before <paramref name="end"/> were loaded, or are gone.</summary>
    void Unskip(KeyHash group, SequenceNumber end);

    /// <summary>Nothing counts as skipped any more.</summary>
    void UnskipAll();

    /// <summary>
    /// A walk over what can be received, for one draft. Messages from <paramref name="unloaded"/> on must wait until
    /// those before them are loaded.
    /// </summary>
    /// <param name="delayed">
    /// Messages from here on that were never received must wait until those before them are not delayed any more. One
    /// that was received had none before it in its group that was unread.
    /// </param>
    DeliveryCursor Walk(long draft, SequenceNumber unloaded, SequenceNumber delayed);
}
