using QueueService.Partitions.Events;
using QueueService.Storage;
using QueueService.Wire;

namespace QueueService.Partitions.Codec;

/// <summary>
/// Events as bytes. Stored: every kind is pinned by <c>EventFormatTests</c>. A new kind, flag or member is written only
/// at the feature level that it came with.
/// </summary>
internal static class EventWriter
{
    private const byte IsDelayed = 1;
    private const byte IsDeduplicated = 2;
    private const byte HasTraits = 4;

    public static void Write(WireWriter writer, PartitionEvent happened)
    {
        writer.Byte((byte)happened.Kind);
        switch (happened)
        {
            case Configured configured:
                writer.Text(configured.Queue.Value);
                writer.Number(configured.Version);
                SettingsCodec.Write(writer, configured.Settings);
                break;
            case Closed:
                break;
            case Sent sent:
                Write(writer, sent.First);
                Write(writer, sent.Messages);
                break;
            case Delivered delivered:
                writer.Number(delivered.VisibleAt.UnixMilliseconds);
                Write(writer, delivered.Messages);
                break;
            case Acknowledged acknowledged:
                Write(writer, acknowledged.Messages);
                break;
            case Extended extended:
                Write(writer, extended.Message);
                writer.Number(extended.VisibleAt.UnixMilliseconds);
                break;
            case Released released:
                writer.Number(released.VisibleAt.UnixMilliseconds);
                Write(writer, released.Messages);
                break;
            case Expired expired:
                Write(writer, expired.Unread, expired.Touched);
                break;
            case Purged purged:
                Write(writer, purged.End);
                break;
            case Attempted attempted:
                writer.Fixed128(attempted.Attempt.Value);
                Write(writer, attempted.Messages);
                break;
            default:
                WriteTransfer(writer, happened);
                break;
        }
    }

    private static void WriteTransfer(WireWriter writer, PartitionEvent happened)
    {
        switch (happened)
        {
            case TransferStarted started:
                Write(writer, started.Destination);
                writer.Byte((byte)started.Reason);
                writer.Number(started.First.Value);
                Write(writer, started.Messages);
                break;
            case TransferFinished finished:
                Write(writer, finished.Destination);
                writer.Number(finished.Last.Value);
                break;
            case TransferAborted aborted:
                Write(writer, aborted.Destination);
                break;
            case TransferReturned returned:
                Write(writer, returned.Destination);
                writer.Number(returned.Last.Value);
                break;
            case Arrived arrived:
                Write(writer, arrived.Source);
                writer.Number(arrived.Last.Value);
                Write(writer, arrived.First);
                Write(writer, arrived.Messages);
                break;
            case SourceRetired retired:
                Write(writer, retired.Source);
                break;
            default:
                WriteRare(writer, happened);
                break;
        }
    }

    public static void Write(WireWriter writer, PartitionId partition)
    {
        writer.Fixed64(partition.Incarnation);
        writer.Number(partition.Index);
    }

    /// <summary>What came after the first release, and is rare.</summary>
    private static void WriteRare(WireWriter writer, PartitionEvent happened)
    {
        switch (happened)
        {
            case TransferReturned returned:
                Write(writer, returned.Destination);
                writer.Number(returned.Last.Value);
                break;
            case Replaced replaced:
                Write(writer, replaced.Message);
                Write(writer, replaced.Content);
                break;
            case Deleted deleted:
                Write(writer, deleted.Unread, deleted.Touched);
                break;
            case Remarked remarked:
                writer.Byte((byte)remarked.Remark);
                writer.Text(remarked.Text);
                Write(writer, remarked.Messages);
                break;
            case TotalsBegun:
                break;
            case Held held:
                writer.Byte((byte)held.Reason);
                Write(writer, held.Messages);
                break;
            case Forwarded forwarded:
                ForwardCodec.Write(writer, forwarded.Way);
                Write(writer, forwarded.Messages);
                break;
            case Dropped dropped:
                Write(writer, dropped.Messages);
                break;
            default:
                throw new InvalidOperationException($"No byte form of {happened.Kind}.");
        }
    }

    private static void Write(WireWriter writer, SequenceNumber sequence) => writer.Number(sequence.Value);

    private static void Write(WireWriter writer, SequenceNumber[] messages)
    {
        writer.Number(messages.Length);
        foreach (SequenceNumber message in messages)
            Write(writer, message);
    }

    private static void Write(WireWriter writer, StoredMessage[] messages)
    {
        writer.Number(messages.Length);
        foreach (StoredMessage message in messages)
            Write(writer, message);
    }

    private static void Write(WireWriter writer, in StoredMessage message)
    {
        int flags = message.VisibleAt is null ? 0 : IsDelayed;
        flags |= message.Deduplication.IsNone ? 0 : IsDeduplicated;
        flags |= message.Traits is null ? 0 : HasTraits;
        writer.Byte((byte)flags);
        writer.Number(message.Length);
        if (message.VisibleAt is { } visibleAt)
            writer.Number(visibleAt.UnixMilliseconds);
        if (!message.Deduplication.IsNone)
            writer.Fixed128(message.Deduplication.Value);
        if (message.Traits is not null)
            TraitsCodec.Write(writer, message.Traits);
    }

    private static void Write(WireWriter writer, MessageReference[] messages)
    {
        writer.Number(messages.Length);
        foreach (MessageReference message in messages)
            Write(writer, message);
    }

    private static void Write(WireWriter writer, in MessageReference message)
    {
        writer.Number((message.Sequence.Value << 1) | (message.FirstTouch ? 1L : 0L));
        if (!message.FirstTouch)
            return;
        writer.Number(message.Length);
        TraitsCodec.Write(writer, message.Traits);
    }

    private static void Write(WireWriter writer, SequenceRange[] unread, SequenceNumber[] touched)
    {
        writer.Number(unread.Length);
        foreach (SequenceRange range in unread)
        {
            Write(writer, range.First);
            writer.Number(range.Count);
        }

        Write(writer, touched);
    }
}
