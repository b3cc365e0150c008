using QueueService.Exchanges.Commands;
using QueueService.Exchanges.Events;
using QueueService.Partitions;

namespace QueueService.Exchanges.State;

/// <summary>
/// The retained message of each topic that has one, by the hash of the topic. Frames that hold one are kept.
/// </summary>
internal sealed class RetainedTable
{
    private readonly Dictionary<KeyHash, RetainedMessage> _messages = [];

    public int Count => _messages.Count;

    /// <summary>Of all contents.</summary>
    public long Bytes { get; private set; }

    public IReadOnlyCollection<KeyValuePair<KeyHash, RetainedMessage>> All => _messages;

    /// <summary>Puts a message in the place of the topic's; gives back the one that was there.</summary>
    public RetainedMessage? Set(KeyHash topic, RetainedMessage message)
    {
        RetainedMessage? before = Clear(topic);
        _messages.Add(topic, message);
        Bytes += message.Length;
        return before;
    }

    /// <summary>Takes the message of the topic away, and gives it back; null if there is none.</summary>
    public RetainedMessage? Clear(KeyHash topic)
    {
        if (!_messages.Remove(topic, out RetainedMessage before))
            return null;
        Bytes -= before.Length;
        return before;
    }

    /// <summary>Why these cannot be published: too much would be retained. Null if they can.</summary>
    public BrokerException? RefusalOf(IReadOnlyList<PublishItem> items)
    {
        (int count, long bytes) = (Count, Bytes);
        foreach (PublishItem item in items)
        {
            if (item.Retention != Retention.Set)
                continue;
            count += _messages.ContainsKey(item.RoutingKey) ? 0 : 1;
            bytes += item.Header.Length + item.Body.Length;
        }

        return count <= Limits.MaxRetainedMessages && bytes <= Limits.MaxRetainedBytes
            ? null
            : count == Count && bytes == Bytes
                ? null
                : new BrokerException(
                    BrokerErrorCode.TooManyRetained,
                    $"At most {Limits.MaxRetainedMessages} topics can have a retained message, and all of them "
                    + $"together {Limits.MaxRetainedBytes} bytes. Clear some with an empty one.");
    }
}
