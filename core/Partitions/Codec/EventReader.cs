using QueueService.Partitions.Events;
using QueueService.Storage;
using QueueService.Transfers;
using QueueService.Wire;

namespace QueueService.Partitions.Codec;

/// <summary>
/// Events from bytes; anything that <see cref="EventWriter"/> cannot have written is refused, what a later program may
/// have written with an <see cref="UnknownFormatException"/>.
/// </summary>
internal static class EventReader
{
    private const byte IsDelayed = 1;
    private const byte IsDeduplicated = 2;
    private const byte HasTraits = 4;

    public static PartitionEvent Read(ref WireReader reader)
    {
        EventKind kind = (EventKind)reader.Byte();
        return kind switch
        {
            EventKind.Configured => ReadConfigured(ref reader),
            EventKind.Closed => new Closed(),
            EventKind.Sent => new Sent(Sequence(ref reader), Messages(ref reader)),
            EventKind.Delivered => new Delivered(Time(ref reader), References(ref reader)),
            EventKind.Acknowledged => new Acknowledged(Sequences(ref reader)),
            EventKind.Extended => new Extended(Sequence(ref reader), Time(ref reader)),
            EventKind.Released => new Released(Time(ref reader), Sequences(ref reader)),
            EventKind.Expired => new Expired(Ranges(ref reader), Sequences(ref reader)),
            EventKind.Purged => new Purged(Sequence(ref reader)),
            EventKind.TransferStarted => new TransferStarted(
                Partition(ref reader), Reason(ref reader), Transfer(ref reader), References(ref reader)),
            EventKind.TransferFinished => new TransferFinished(Partition(ref reader), Transfer(ref reader)),
            EventKind.TransferAborted => new TransferAborted(Partition(ref reader)),
            EventKind.Arrived => new Arrived(
                Partition(ref reader), Transfer(ref reader), Sequence(ref reader), Messages(ref reader)),
            EventKind.Attempted => new Attempted(new KeyHash(reader.Fixed128()), Sequences(ref reader)),
            EventKind.SourceRetired => new SourceRetired(Partition(ref reader)),
            EventKind.TransferReturned => new TransferReturned(Partition(ref reader), Transfer(ref reader)),
            EventKind.Replaced => new Replaced(Reference(ref reader), Message(ref reader)),
            EventKind.Deleted => new Deleted(Ranges(ref reader), Sequences(ref reader)),
            EventKind.Remarked => new Remarked(Remark(ref reader), reader.Text(), Sequences(ref reader)),
            EventKind.TotalsBegun => new TotalsBegun(),
            EventKind.Held => new Held(Reason(ref reader), Sequences(ref reader)),
            EventKind.Forwarded => new Forwarded(ForwardCodec.Read(ref reader), Sequences(ref reader)),
            EventKind.Dropped => new Dropped(Sequences(ref reader)),
            default(EventKind) => throw new FormatException("There is no event kind 0."),
            _ => throw new UnknownFormatException($"Unknown event kind {(byte)kind}."),
        };
    }

    public static PartitionId Partition(ref WireReader reader)
    {
        ulong incarnation = reader.Fixed64();
        int index = reader.Int32();
        return index < Limits.MaxPartitions
            ? new PartitionId(incarnation, index)
            : throw new FormatException($"Partition {index} does not exist.");
    }

    private static Configured ReadConfigured(ref WireReader reader) =>
        QueueName.TryParse(reader.Text(), out QueueName queue)
            ? new Configured(queue, reader.Number(), SettingsCodec.Read(ref reader))
            : throw new FormatException("The name of the queue is not a queue name.");

    private static SequenceNumber Sequence(ref WireReader reader) => new(reader.Number());

    private static TransferNumber Transfer(ref WireReader reader) => new(reader.Number());

    private static Timestamp Time(ref WireReader reader) => new(reader.Number());

    private static MoveReason Reason(ref WireReader reader) => WireReader.Choice<MoveReason>(reader.Byte());

    private static RemarkKind Remark(ref WireReader reader) => WireReader.Choice<RemarkKind>(reader.Byte());

    private static SequenceNumber[] Sequences(ref WireReader reader)
    {
        SequenceNumber[] messages = new SequenceNumber[reader.Count()];
        for (int n = 0; n < messages.Length; n++)
            messages[n] = Sequence(ref reader);
        return messages;
    }

    private static SequenceRange[] Ranges(ref WireReader reader)
    {
        SequenceRange[] ranges = new SequenceRange[reader.Count(minimumSize: 2)];
        for (int n = 0; n < ranges.Length; n++)
            ranges[n] = new SequenceRange(Sequence(ref reader), reader.Int32());
        return ranges;
    }

    private static StoredMessage[] Messages(ref WireReader reader)
    {
        StoredMessage[] messages = new StoredMessage[reader.Count(minimumSize: 2)];
        for (int n = 0; n < messages.Length; n++)
            messages[n] = Message(ref reader);
        return messages;
    }

    private static StoredMessage Message(ref WireReader reader)
    {
        byte flags = reader.Byte();
        if ((flags & ~(IsDelayed | IsDeduplicated | HasTraits)) != 0)
            throw new UnknownFormatException($"Unknown message flags {flags}.");
        return new StoredMessage(
            reader.Int32(),
            (flags & IsDelayed) != 0 ? Time(ref reader) : null,
            (flags & IsDeduplicated) != 0 ? new KeyHash(reader.Fixed128()) : KeyHash.None,
            (flags & HasTraits) != 0 ? TraitsCodec.Read(ref reader) : null);
    }

    private static MessageReference[] References(ref WireReader reader)
    {
        MessageReference[] messages = new MessageReference[reader.Count()];
        for (int n = 0; n < messages.Length; n++)
            messages[n] = Reference(ref reader);
        return messages;
    }

    private static MessageReference Reference(ref WireReader reader)
    {
        long number = reader.Number();
        SequenceNumber sequence = new(number >> 1);
        return (number & 1) == 0
            ? new MessageReference(sequence)
            : new MessageReference(sequence, FirstTouch: true, reader.Int32(), TraitsCodec.Read(ref reader));
    }
}
