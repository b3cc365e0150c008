namespace QueueService.Partitions.Metering;

/// <summary>
/// What this process has done with the messages of one queue since it started. Thread-safe; only ever grows.
/// </summary>
public sealed class QueueCounters
{
    private long _sent;
    private long _received;
    private long _redelivered;
    private long _acknowledged;
    private long _deadLettered;
    private long _expired;
    private long _deleted;
    private long _edited;
    private long _replayed;

    /// <summary>Messages that were accepted, also those that came from other queues.</summary>
    public long Sent => Volatile.Read(ref _sent);

    public long Received => Volatile.Read(ref _received);

    /// <summary>Those among the received that had been received before.</summary>
    public long Redelivered => Volatile.Read(ref _redelivered);

    public long Acknowledged => Volatile.Read(ref _acknowledged);

    /// <summary>Messages that left for the dead-letter queue.</summary>
    public long DeadLettered => Volatile.Read(ref _deadLettered);

    public long Expired => Volatile.Read(ref _expired);

    /// <summary>Messages that an operator has taken out by name.</summary>
    public long Deleted => Volatile.Read(ref _deleted);

    /// <summary>Messages whose content an operator has replaced.</summary>
    public long Edited => Volatile.Read(ref _edited);

    /// <summary>Messages that left for another queue because an operator wanted it.</summary>
    public long Replayed => Volatile.Read(ref _replayed);

    internal void AddSent(int count) => Interlocked.Add(ref _sent, count);

    internal void AddReceived(int count, int again)
    {
        Interlocked.Add(ref _received, count);
        Interlocked.Add(ref _redelivered, again);
    }

    internal void AddAcknowledged(int count) => Interlocked.Add(ref _acknowledged, count);

    internal void AddDeadLettered(int count) => Interlocked.Add(ref _deadLettered, count);

    internal void AddExpired(int count) => Interlocked.Add(ref _expired, count);

    internal void AddDeleted(int count) => Interlocked.Add(ref _deleted, count);

    internal void AddEdited() => Interlocked.Increment(ref _edited);

    internal void AddReplayed(int count) => Interlocked.Add(ref _replayed, count);
}
