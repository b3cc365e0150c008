using QueueService.Partitions;
using QueueService.Partitions.State;

namespace QueueService.Tests.Core.Partitions;

/// <summary>What a table of deduplication ids does, in the most obvious way.</summary>
internal sealed class NaiveDeduplication
{
    private readonly Dictionary<KeyHash, SequenceNumber> _messages = [];
    private readonly Queue<DeduplicationEntry> _byTime = [];

    public IEnumerable<DeduplicationEntry> All => _byTime;

    public SequenceNumber? Find(KeyHash key, Timestamp now)
    {
        if (!_messages.TryGetValue(key, out SequenceNumber message))
            return null;
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
