using System.Diagnostics;
using QueueService.Exchanges.Commands;
using QueueService.Exchanges.Events;
using QueueService.Exchanges.State;
using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Contents;
using QueueService.Partitions.Messages;
using QueueService.Queues.Messages;
using QueueService.Queues.Tracing;

namespace QueueService.Routing.Publishing;

/// <summary>A message of a publish in stored form, checked against the rules that hold for every queue.</summary>
internal sealed class PreparedPublish
{
    private readonly NewMessage _message;
    private readonly ReadOnlyMemory<byte> _header;
    private readonly KeyHash _group;
    private readonly KeyHash _deduplication;
    private readonly Retention _retention;

    /// <param name="trace">The publish, whose context the message carries on; null if nobody follows it.</param>
    public PreparedPublish(ExchangeName exchange, NewPublish publish, int index, Activity? trace)
    {
        CheckKeys(publish.RoutingKeys, index);
        SendItems.Check(publish.Message, index);
        NewMessage message = trace is null ? publish.Message : MessageTracing.Carry(trace, publish.Message);
        _message = message with { Exchange = exchange.Value, RoutingKeys = publish.RoutingKeys };
        _header = ContentCodec.Header(_message);
        _group = _message.GroupId is null ? KeyHash.None : KeyHash.Of(_message.GroupId);
        _deduplication = _message.DeduplicationId is null ? KeyHash.None : KeyHash.Of(_message.DeduplicationId);
        RoutingKey = KeyHash.OfText(publish.RoutingKeys[0]);
        IsMandatory = publish.IsMandatory ?? exchange != ExchangeName.Mqtt;
        // A message takes the same way whether somebody follows it or not.
        Routed = new RoutedMessage([.. publish.RoutingKeys], publish.Message.Attributes);
        Size = ContentCodec.Size(_message);
        if (publish.IsRetained && exchange == ExchangeName.Mqtt)
            _retention = _message.Body.IsEmpty ? Retention.Clear : Retention.Set;
    }

    /// <summary>What counts against the limits of queues: body and attributes, in bytes.</summary>
    public int Size { get; }

    /// <summary>What it takes in a frame, in bytes.</summary>
    public int Bytes => _header.Length + _message.Body.Length;

    public bool IsMandatory { get; }

    public RoutedMessage Routed { get; }

    private KeyHash RoutingKey { get; }

    /// <summary>The partition, of this many, that a copy goes to.</summary>
    /// <param name="preferred">That of copies that may go to any.</param>
    public int PartitionOf(bool isFifo, int count, int preferred)
    {
        if (isFifo)
            return GroupIn(isFifo).Partition(count);
        if (!_group.IsNone)
            return _group.Partition(count);
        return _deduplication.IsNone ? preferred % count : _deduplication.Partition(count);
    }

    public PublishItem Stored => new(_header, _message.Body, _message.Delay, _group, _deduplication, RoutingKey)
    {
        Retention = _retention,
    };

    /// <summary>The same as one that is sent to its only queue.</summary>
    /// <param name="unique">The deduplication id in a FIFO queue, where none was given.</param>
    public SendItem Sent(bool isFifo, Func<UInt128> unique) => new(
        _header,
        _message.Body,
        Size,
        isFifo ? null : _message.Delay,
        GroupIn(isFifo),
        isFifo && _deduplication.IsNone ? new KeyHash(unique() | UInt128.One) : _deduplication,
        KeyHash.None);

    private KeyHash GroupIn(bool isFifo) => isFifo && _group.IsNone ? RoutingKey : _group;

    private static void CheckKeys(IReadOnlyList<string> keys, int index)
    {
        if (keys.Count is 0 or > Limits.MaxRoutingKeys || keys.Distinct(StringComparer.Ordinal).Count() < keys.Count)
        {
            throw new BrokerException(
                BrokerErrorCode.InvalidMessage,
                $"messages[{index}]: routingKeys must have 1 to {Limits.MaxRoutingKeys} different keys.");
        }
    }
}
