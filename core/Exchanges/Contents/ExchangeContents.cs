using QueueService.Exchanges.Codec;
using QueueService.Exchanges.Events;
using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Messages;
using QueueService.Replication.Contents;
using QueueService.Storage;

namespace QueueService.Exchanges.Contents;

/// <summary>The messages of one frame with their contents.</summary>
internal sealed class ExchangeContents : CachedFrame
{
    private readonly PublishedMessage[] _messages;
    private readonly SequenceNumber[] _sequences;
    private readonly int[] _ends;
    private readonly ReadOnlyMemory<byte> _payload;

    private ExchangeContents(IEnumerable<Published> events, ReadOnlyMemory<byte> payload)
    {
        Published[] all = [.. events];
        _messages = [.. all.SelectMany(published => published.Messages)];
        _sequences = [.. all.SelectMany(published =>
            Enumerable.Range(0, published.Messages.Length).Select(published.First.Plus))];
        _payload = payload;
        _ends = new int[_messages.Length];
        int end = 0;
        for (int n = 0; n < _ends.Length; n++)
            _ends[n] = end += _messages[n].Length;
        if (end != payload.Length)
            throw new InvalidOperationException($"The contents have {end} bytes, the payload {payload.Length}.");
    }

    public int Count => _messages.Length;

    public override int Cost => _payload.Length + (_messages.Length * 96) + 256;

    /// <summary>From what was just committed.</summary>
    public static ExchangeContents Of(IEnumerable<ExchangeEvent> events, ReadOnlyMemory<byte> payload) =>
        new(events.OfType<Published>(), payload);

    /// <summary>From the log; throws <see cref="StorageCorruptException"/> if it cannot be what was written.</summary>
    public static ExchangeContents Read(PartitionId exchange, LogFrame stored)
    {
        ExchangeFrame frame = ExchangeFrameCodec.Decode(exchange, stored.Number, stored.Events.Span);
        ReadOnlyMemory<byte> payload = stored.Payload ?? throw new InvalidOperationException(
            "The payload was not read.");
        if (payload.Length != frame.PayloadLength || Crc32C.Compute(payload.Span) != frame.PayloadChecksum)
            throw new StorageCorruptException(
                $"The payload of frame {stored.Number} of exchange {exchange} is damaged.");
        return Of(frame.Events, payload);
    }

    /// <summary>What a message does to the retained one of its topic.</summary>
    public Retention RetentionOf(int index) => _messages[index].Retention;

    /// <summary>A message in stored form.</summary>
    public ReadOnlyMemory<byte> Content(int index) =>
        _payload[(_ends[index] - _messages[index].Length).._ends[index]];

    /// <summary>A copy of a message, as it arrives in a queue.</summary>
    public Arrival Copy(PartitionId exchange, int index)
    {
        PublishedMessage message = _messages[index];
        MessageId id = MessageIds.Of(exchange, _sequences[index]);
        return new Arrival(
            Content(index),
            new MessageTraits { Group = message.Group, Id = id })
        {
            RoutingKey = message.RoutingKey,
            Publish = new ArrivalOfPublish(message.Delay, message.Deduplication),
        };
    }
}
