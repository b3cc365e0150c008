using QueueService.Partitions.Events;
using QueueService.Partitions.Settings;
using QueueService.Partitions.State;
using QueueService.Storage;
using QueueService.Transfers;
using QueueService.Wire;

namespace QueueService.Partitions.Codec;

/// <summary>
/// The state as bytes, to the end of what holds them, since attempts have no count. Stored: in snapshots of one piece,
/// and for what is not in parts in those that have parts.
/// </summary>
internal static class SnapshotBodyCodec
{
    /// <param name="withGroups">Whether unread runs tell their group: from the second feature level on.</param>
    public static void Write(WireWriter writer, PartitionSnapshot snapshot, bool withGroups)
    {
        writer.Number(snapshot.Frame.Value);
        writer.Number(snapshot.Time.UnixMilliseconds);
        writer.Text(snapshot.Queue.Value);
        writer.Number(snapshot.Version);
        SettingsCodec.Write(writer, snapshot.Settings);
        writer.Number((int)snapshot.EffectiveScope);
        writer.Byte(snapshot.IsClosed ? (byte)1 : (byte)0);
        writer.Number(snapshot.NextSequence.Value);
        WriteUnread(writer, snapshot.Unread, withGroups);
        writer.Number(snapshot.Touched.Count);
        foreach (SavedEntry entry in snapshot.Touched)
            EntryCodec.Write(writer, entry);
        writer.Number(snapshot.Deduplication.Count);
        foreach (DeduplicationEntry entry in snapshot.Deduplication)
        {
            writer.Fixed128(entry.Key.Value);
            writer.Number(entry.ExpiresAt.UnixMilliseconds);
            writer.Number(entry.Message.Value);
        }

        WriteTransfers(writer, snapshot);
        writer.Number(snapshot.DeadLetters);
        TotalsCodec.Write(writer, snapshot.Totals);
        foreach (Attempted attempt in snapshot.Attempts)
            EventWriter.Write(writer, attempt);
    }

    /// <param name="totals">Which totals there are.</param>
    /// <inheritdoc cref="Write"/>
    public static PartitionSnapshot Read(ref WireReader reader, bool withGroups, TotalsForm totals)
    {
        PartitionSnapshot snapshot = new()
        {
            Frame = new FrameNumber(reader.Number()),
            Time = new Timestamp(reader.Number()),
            Queue = ReadName(ref reader),
            Version = reader.Number(),
            Settings = SettingsCodec.Read(ref reader),
            EffectiveScope = (DeduplicationScope)reader.Int32(),
            IsClosed = reader.Byte() != 0,
            NextSequence = new SequenceNumber(reader.Number()),
            Unread = ReadUnread(ref reader, withGroups),
            Touched = ReadTouched(ref reader),
            Deduplication = ReadDeduplication(ref reader),
            Outboxes = ReadOutboxes(ref reader),
            Inbox = ReadInbox(ref reader),
            DeadLetters = reader.Number(),
            Totals = TotalsCodec.Read(ref reader, totals),
            Attempts = ReadAttempts(ref reader),
        };
        reader.ExpectEnd();
        return snapshot;
    }

    private static void WriteUnread(WireWriter writer, IReadOnlyCollection<UnreadRun> runs, bool withGroups)
    {
        writer.Number(runs.Count);
        UnreadRun previous = default;
        foreach (UnreadRun run in runs)
        {
            if (withGroups)
                UnreadCodec.WriteWithGroup(writer, run, previous);
            else
                UnreadCodec.Write(writer, run, previous);
            previous = run;
        }
    }

    private static List<UnreadRun> ReadUnread(ref WireReader reader, bool withGroups)
    {
        int count = reader.Count(minimumSize: 6);
        List<UnreadRun> runs = new(count);
        UnreadRun previous = default;
        for (int n = 0; n < count; n++)
        {
            previous = withGroups
                ? UnreadCodec.ReadWithGroup(ref reader, previous)
                : UnreadCodec.Read(ref reader, previous);
            runs.Add(previous);
        }

        return runs;
    }

    private static void WriteTransfers(WireWriter writer, PartitionSnapshot snapshot)
    {
        writer.Number(snapshot.Outboxes.Count);
        foreach (OutboxSnapshot outbox in snapshot.Outboxes)
        {
            EventWriter.Write(writer, outbox.Destination);
            writer.Number(outbox.Next.Value);
            writer.Number(outbox.Pending.Count);
            foreach (SequenceNumber message in outbox.Pending)
                writer.Number(message.Value);
        }

        writer.Number(snapshot.Inbox.Count);
        foreach ((PartitionId source, TransferNumber last) in snapshot.Inbox.OrderBy(taken => taken.Key))
        {
            EventWriter.Write(writer, source);
            writer.Number(last.Value);
        }
    }

    private static QueueName ReadName(ref WireReader reader) =>
        QueueName.TryParse(reader.Text(), out QueueName name)
            ? name
            : throw new FormatException("The name of the queue is not a queue name.");

    private static List<SavedEntry> ReadTouched(ref WireReader reader)
    {
        int count = reader.Count(minimumSize: 8);
        List<SavedEntry> entries = new(count);
        for (int n = 0; n < count; n++)
            entries.Add(EntryCodec.Read(ref reader));
        return entries;
    }

    private static List<DeduplicationEntry> ReadDeduplication(ref WireReader reader)
    {
        int count = reader.Count(minimumSize: 18);
        List<DeduplicationEntry> entries = new(count);
        for (int n = 0; n < count; n++)
        {
            entries.Add(new DeduplicationEntry(
                new KeyHash(reader.Fixed128()), new Timestamp(reader.Number()), new SequenceNumber(reader.Number())));
        }

        return entries;
    }

    private static List<OutboxSnapshot> ReadOutboxes(ref WireReader reader)
    {
        int count = reader.Count(minimumSize: 11);
        List<OutboxSnapshot> outboxes = new(count);
        for (int n = 0; n < count; n++)
        {
            PartitionId destination = EventReader.Partition(ref reader);
            TransferNumber next = new(reader.Number());
            SequenceNumber[] pending = new SequenceNumber[reader.Count()];
            for (int m = 0; m < pending.Length; m++)
                pending[m] = new SequenceNumber(reader.Number());
            outboxes.Add(new OutboxSnapshot(destination, next, pending));
        }

        return outboxes;
    }

    private static List<KeyValuePair<PartitionId, TransferNumber>> ReadInbox(ref WireReader reader)
    {
        int count = reader.Count(minimumSize: 10);
        List<KeyValuePair<PartitionId, TransferNumber>> inbox = new(count);
        for (int n = 0; n < count; n++)
            inbox.Add(new(EventReader.Partition(ref reader), new TransferNumber(reader.Number())));
        return inbox;
    }

    private static List<Attempted> ReadAttempts(ref WireReader reader)
    {
        List<Attempted> attempts = [];
        while (reader.Remaining > 0)
        {
            attempts.Add(EventReader.Read(ref reader) is Attempted attempt
                ? attempt
                : throw new FormatException("A snapshot ends in something else than attempts."));
        }

        return attempts;
    }
}
