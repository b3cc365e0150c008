using QueueService.Queues;

namespace QueueService.Partitions.State;

/// <summary>The deduplication ids that were accepted within the last 5 minutes.</summary>
internal sealed class DeduplicationTable
{
    private readonly Dictionary<KeyHash, SequenceNumber> _messages = [];
    private readonly Queue<DeduplicationEntry> _byTime = [];

    public int Count => _messages.Count;

    public IEnumerable<DeduplicationEntry> All => _byTime;

    /// <summary>The message that this id was accepted for, if that was within the window.</summary>
    public SequenceNumber? Find(KeyHash key, Timestamp now)
    {
        if (!_messages.TryGetValue(key, out SequenceNumber message))
            return null;

        // Entries leave with the frames that are applied; between frames the oldest may have run out unnoticed.
        foreach (DeduplicationEntry entry in _byTime)
        {
            if (entry.ExpiresAt > now)
                return message;
            if (entry.Key == key)
                return null;
        }

        return message;
    }

    public void Add(DeduplicationEntry entry)
    {
        _messages[entry.Key] = entry.Message;
        _byTime.Enqueue(entry);
    }

    public void ForgetExpired(Timestamp now)
    {
        while (_byTime.TryPeek(out DeduplicationEntry entry) && entry.ExpiresAt <= now)
        {
            _byTime.Dequeue();

            // The same id may have been accepted anew in the instant in which this entry ran out.
            if (_messages.TryGetValue(entry.Key, out SequenceNumber message) && message == entry.Message)
                _messages.Remove(entry.Key);
        }
    }

    public void Clear()
    {
        _messages.Clear();
        _byTime.Clear();
    }
}
