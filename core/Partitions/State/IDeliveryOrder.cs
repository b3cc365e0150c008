namespace QueueService.Partitions.State;

/// <summary>
/// In which order the messages of a partition are handed out. Derived from the state and rebuilt with it; told of every
/// message that the state holds singly.
/// </summary>
internal interface IDeliveryOrder
{
    /// <summary>True if a receive may find something without more unread messages being loaded.</summary>
    bool MayDeliver { get; }

    /// <summary>The message is held from now on; it is not ready yet.</summary>
    void Add(MessageEntry entry);

    /// <summary>The message is gone; it was not ready any more.</summary>
    void Remove(MessageEntry entry);

    /// <summary>The message can be received from now on.</summary>
    void Ready(MessageEntry entry);

    /// <summary>The message can no longer be received.</summary>
    void Unready(MessageEntry entry);

    /// <summary>
    /// A walk over what can be received, for one draft. Messages from <paramref name="unloaded"/> on must wait until
    /// those before them are loaded.
    /// </summary>
    DeliveryCursor Walk(long draft, SequenceNumber unloaded);
}
