using QueueService.Partitions.Codec;
using QueueService.Replication.Contents;
using QueueService.Storage;

namespace QueueService.Partitions.Contents;

/// <summary>Reads what the log tells of messages, for which their contents are not needed.</summary>
/// <param name="open">
/// Opens the log once more, for reads in bulk beside the commit loop: those on one log object come one at a time.
/// </param>
internal sealed class MessageReader(
    PartitionId partition, FrameReader<FrameContents> frames, Func<ICommitLog> open)
{
    /// <summary>Frames between two that are wanted, which a read in bulk may bring without need.</summary>
    private const int MaxGap = 4;

    /// <summary>
    /// So few frames are read one by one, which brings the contents with the messages: whoever receives them needs
    /// both.
    /// </summary>
    private const int MaxSingleReads = 16;

    /// <summary>
    /// The messages of these frames, in memory or read in bulk; null for a frame that was trimmed. Ends with fewer than
    /// were asked for once it has read <see cref="Limits.MaxFetchBytes"/>.
    /// </summary>
    /// <param name="wanted">In ascending order.</param>
    public async Task<Dictionary<FrameNumber, StoredMessage[]?>> ReadAsync(IReadOnlyList<FrameNumber> wanted)
    {
        Dictionary<FrameNumber, StoredMessage[]?> found = [];
        long bytes = 0;
        for (int n = 0; n < wanted.Count && bytes < Limits.MaxFetchBytes; n++)
        {
            if (found.ContainsKey(wanted[n]))
                continue;
            FrameNumber last = LastOfRange(wanted, n);
            if (frames.Find(wanted[n]) is { } cached)
                found[wanted[n]] = cached.Messages;
            else if (last == wanted[n] || wanted.Count <= MaxSingleReads)
            {
                FrameContents? contents = await frames.ReadAsync(wanted[n], CancellationToken.None);
                found[wanted[n]] = contents?.Messages;
                bytes += contents?.Cost ?? 0;
            }
            else
            {
                bytes += await ReadRangeAsync(wanted[n], last, found);
            }
        }

        return found;
    }

    /// <summary>How far one read in bulk is worth it: behind a gap it would bring what nobody asked for.</summary>
    private static FrameNumber LastOfRange(IReadOnlyList<FrameNumber> wanted, int from)
    {
        FrameNumber last = wanted[from];
        for (int n = from + 1; n < wanted.Count && wanted[n].Value - last.Value <= MaxGap; n++)
            last = wanted[n];
        return last;
    }

    /// <summary>Answers how many bytes were read.</summary>
    private async Task<long> ReadRangeAsync(
        FrameNumber first, FrameNumber last, Dictionary<FrameNumber, StoredMessage[]?> found)
    {
        long bytes = 0;
        FrameNumber expected = first;
        await using ICommitLog reader = open();
        await foreach (LogFrame frame in reader.ReadAsync(first, last, CancellationToken.None))
        {
            for (; expected < frame.Number && expected <= last; expected = expected.Next)
                found[expected] = null;
            found[frame.Number] = MessagesOf(frame);
            expected = frame.Number.Next;
            bytes += frame.Events.Length + (frame.Payload?.Length ?? 0);
            if (expected > last || bytes >= Limits.MaxFetchBytes)
                return bytes;
        }

        for (; expected <= last; expected = expected.Next)
            found[expected] = null;
        return bytes;
    }

    private StoredMessage[] MessagesOf(LogFrame frame) => frame.Payload is null
        ? FrameContents.MessagesOf(FrameCodec.Decode(partition, frame.Number, frame.Events.Span).Events)
        : frames.Keep(frame).Messages;
}
