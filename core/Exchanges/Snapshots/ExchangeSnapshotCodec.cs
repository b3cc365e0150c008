using QueueService.Exchanges.Codec;
using QueueService.Exchanges.State;
using QueueService.Partitions;
using QueueService.Partitions.Codec;
using QueueService.Storage;
using QueueService.Transfers;
using QueueService.Wire;

namespace QueueService.Exchanges.Snapshots;

/// <summary>Snapshots of exchanges as bytes, in one piece. Stored: pinned by <c>ExchangeFormatTests</c>.</summary>
internal static class ExchangeSnapshotCodec
{
    private const byte Version = 10;
    private const int ChecksumOffset = 1;
    private const int BodyOffset = 5;

    public static ReadOnlyMemory<byte> Encode(ExchangeCapture capture)
    {
        WireWriter writer = new();
        writer.Byte(Version);
        writer.Fixed32(0);
        writer.Number(capture.Frame.Value);
        writer.Number(capture.Time.UnixMilliseconds);
        writer.Text(capture.Exchange.Value);
        ExchangeSettingsCodec.Write(writer, capture.Settings);
        writer.Number(capture.NextSequence.Value);
        writer.Number(capture.Published);
        writer.Number(capture.Unroutable);
        writer.Number(capture.Bindings.Length);
        foreach (Link link in capture.Bindings)
            LinkCodec.Write(writer, link);
        writer.Number(capture.Pending.Length);
        foreach ((FrameNumber frame, long bytes) in capture.Pending)
        {
            writer.Number(frame.Value);
            writer.Number(bytes);
        }

        writer.Number(capture.Outboxes.Length);
        foreach ((PartitionId destination, TransferNumber next, OutboxRun[] runs) in capture.Outboxes)
        {
            EventWriter.Write(writer, destination);
            writer.Number(next.Value);
            writer.Number(runs.Length);
            foreach (OutboxRun run in runs)
            {
                writer.Number(run.Frame.Value);
                writer.Number(run.From);
                writer.Number(run.Count);
            }
        }

        writer.Number(capture.Gone.Value);
        writer.Number(capture.Recent.Length);
        foreach (RecentFrame recent in capture.Recent)
        {
            writer.Number(recent.Frame.Value);
            writer.Number(recent.Time.UnixMilliseconds);
        }

        writer.Number(capture.Retained.Length);
        foreach ((KeyHash topic, RetainedMessage message) in capture.Retained)
        {
            writer.Fixed128(topic.Value);
            writer.Number(message.Frame.Value);
            writer.Number(message.Index);
            writer.Number(message.Length);
        }

        writer.PatchFixed32(ChecksumOffset, Crc32C.Compute(writer.Written.Span[BodyOffset..]));
        return writer.Written;
    }

    /// <summary>
    /// The state of a snapshot; throws <see cref="FormatException"/> if it cannot have been written.
    /// </summary>
    public static ExchangeState Decode(PartitionId id, ReadOnlySpan<byte> snapshot)
    {
        WireReader reader = new(snapshot);
        reader.ExpectVersion(Version);
        if (reader.Fixed32() != Crc32C.Compute(snapshot[BodyOffset..]))
            throw new FormatException("The checksum is wrong.");
        ExchangeState state = new(id) { LastFrame = new(reader.Number()), LastTime = new(reader.Number()) };
        state.Advance(state.LastTime);
        state.Configure(ExchangeSettingsCodec.Name(reader.Text()), ExchangeSettingsCodec.Read(ref reader));
        state.NextSequence = new SequenceNumber(reader.Number());
        state.Published = reader.Number();
        state.Unroutable = reader.Number();
        for (int left = reader.Count(); left > 0; left--)
            state.Bindings.Add(LinkCodec.Read(ref reader));
        Dictionary<FrameNumber, long> bytes = [];
        for (int left = reader.Count(minimumSize: 2); left > 0; left--)
            bytes.Add(new FrameNumber(reader.Number()), reader.Number());
        for (int left = reader.Count(); left > 0; left--)
            state.Restore(ReadOutbox(ref reader), frame => bytes[frame]);
        state.Recent.Gone = new FrameNumber(reader.Number());
        for (int left = reader.Count(minimumSize: 2); left > 0; left--)
        {
            FrameNumber frame = new(reader.Number());
            state.Restore(new RecentFrame(frame, new Timestamp(reader.Number()), bytes[frame]));
        }

        for (int left = reader.Count(minimumSize: 19); left > 0; left--)
        {
            KeyHash topic = new(reader.Fixed128());
            RetainedMessage message = new(new FrameNumber(reader.Number()), reader.Int32(), reader.Int32());
            state.Retain(topic, message, bytes[message.Frame]);
        }

        reader.ExpectEnd();
        return state;
    }

    private static RunOutbox ReadOutbox(ref WireReader reader)
    {
        PartitionId destination = EventReader.Partition(ref reader);
        TransferNumber next = new(reader.Number());
        OutboxRun[] runs = new OutboxRun[reader.Count(minimumSize: 3)];
        for (int n = 0; n < runs.Length; n++)
            runs[n] = new OutboxRun(new FrameNumber(reader.Number()), reader.Int32(), reader.Int32());
        RunOutbox outbox = new(destination, new TransferNumber(next.Value - runs.Sum(run => (long)run.Count)));
        foreach (OutboxRun run in runs)
            outbox.Add(run);
        return outbox;
    }
}
