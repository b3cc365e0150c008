using QueueService.Partitions.Codec;
using QueueService.Partitions.Events;
using QueueService.Replication.Contents;
using QueueService.Storage;

namespace QueueService.Partitions.Contents;

/// <summary>The messages of one frame with their contents.</summary>
internal sealed class FrameContents : CachedFrame
{
    private readonly int[] _ends;
    private readonly ReadOnlyMemory<byte> _payload;

    private FrameContents(Timestamp time, StoredMessage[] messages, ReadOnlyMemory<byte> payload)
    {
        Time = time;
        Messages = messages;
        _payload = payload;
        _ends = new int[messages.Length];
        int end = 0;
        for (int n = 0; n < messages.Length; n++)
            _ends[n] = end += messages[n].Length;
        if (end != payload.Length)
            throw new InvalidOperationException($"The contents have {end} bytes, the payload {payload.Length}.");
    }

    public Timestamp Time { get; }

    public StoredMessage[] Messages { get; }

    public override int Cost => _payload.Length + (Messages.Length * 48) + 256;

    public ReadOnlyMemory<byte> this[int index] =>
        _payload[(_ends[index] - Messages[index].Length)..(_ends[index])];

    /// <summary>
    /// What the user gave; throws <see cref="StorageCorruptException"/> or <see cref="NewerFormatException"/>.
    /// </summary>
    public Content Decode(PartitionId partition, FrameNumber frame, int index)
    {
        try
        {
            return ContentCodec.Decode(this[index]);
        }
        catch (FormatException exception)
        {
            throw UnreadableFormat.Of($"Message {index} of frame {frame} of partition {partition}", exception);
        }
    }

    /// <summary>From what was just committed.</summary>
    public static FrameContents Of(
        Timestamp time, IReadOnlyList<PartitionEvent> events, ReadOnlyMemory<byte> payload) =>
        new(time, MessagesOf(events), payload);

    /// <summary>All messages that came by these events.</summary>
    public static StoredMessage[] MessagesOf(IReadOnlyList<PartitionEvent> events)
    {
        List<StoredMessage[]> parts = [];
        foreach (PartitionEvent happened in events)
        {
            if (happened is Sent sent)
                parts.Add(sent.Messages);
            else if (happened is Arrived arrived)
                parts.Add(arrived.Messages);
            else if (happened is Replaced replaced)
                parts.Add([replaced.Content]);
        }

        return parts.Count == 1 ? parts[0] : [.. parts.SelectMany(part => part)];
    }

    /// <summary>From the log; throws <see cref="StorageCorruptException"/> if it cannot be what was written.</summary>
    public static FrameContents Read(PartitionId partition, LogFrame stored)
    {
        Frame frame = FrameCodec.Decode(partition, stored.Number, stored.Events.Span);
        ReadOnlyMemory<byte> payload = stored.Payload ?? throw new InvalidOperationException(
            "The payload was not read.");
        if (payload.Length != frame.PayloadLength || Crc32C.Compute(payload.Span) != frame.PayloadChecksum)
            throw new StorageCorruptException(
                $"The payload of frame {stored.Number} of partition {partition} is damaged.");
        return Of(frame.Time, frame.Events, payload);
    }
}
