using QueueService.Storage;

namespace QueueService.Replication.Contents;

/// <summary>
/// Reads the contents of many frames for a look through a partition: neighbours in one go, and without driving out of
/// the cache what is needed more often.
/// </summary>
/// <param name="open">
/// Opens the log once more: reads on one log object come one at a time, and the commit loop must not wait for these.
/// </param>
internal sealed class BulkReader<TContents>(FrameReader<TContents> frames, Func<ICommitLog> open)
    where TContents : CachedFrame
{
    /// <summary>Frames between two that are wanted, which a read of both may bring without need.</summary>
    private const int MaxGap = 4;

    /// <summary>So few neighbours are read one by one.</summary>
    private const int FewFrames = 4;

    /// <summary>
    /// The contents of these frames; null for one that was trimmed. Ends with fewer than were asked for once it has
    /// read <paramref name="mostBytes"/>.
    /// </summary>
    /// <param name="wanted">Ascending, each once.</param>
    public async Task<Dictionary<FrameNumber, TContents?>> ReadAsync(
        IReadOnlyList<FrameNumber> wanted, long mostBytes, CancellationToken cancellationToken)
    {
        Dictionary<FrameNumber, TContents?> found = [];
        List<FrameNumber> range = [];
        long bytes = 0;
        for (int n = 0; n < wanted.Count && bytes < mostBytes; n++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            TContents? contents = frames.Find(wanted[n]);
            if (contents is null)
                range.Add(wanted[n]);

            // What comes first is read first, so that a reading that ends early leaves out none in front of others.
            bool goesOn = contents is null && n + 1 < wanted.Count && wanted[n + 1].Value - wanted[n].Value <= MaxGap;
            if (range.Count > 0 && !goesOn)
            {
                bytes += await ReadRangeAsync(range, found, mostBytes - bytes, cancellationToken);
                range.Clear();
            }

            if (contents is null || bytes >= mostBytes)
                continue;
            found[wanted[n]] = contents;
            bytes += contents.Cost;
        }

        return found;
    }

    /// <summary>Answers how many bytes were read.</summary>
    private async Task<long> ReadRangeAsync(
        List<FrameNumber> range,
        Dictionary<FrameNumber, TContents?> found,
        long mostBytes,
        CancellationToken cancellationToken)
    {
        long bytes = 0;
        if (range.Count <= FewFrames)
        {
            for (int n = 0; n < range.Count && bytes < mostBytes; n++)
                bytes += Keep(range[n], await frames.ReadAsync(range[n], cancellationToken));
            return bytes;
        }

        int next = 0;
        await using ICommitLog reader = open();
        await foreach (LogFrame frame in reader.ReadAsync(range[0], range[^1], cancellationToken))
        {
            for (; next < range.Count && range[next] < frame.Number; next++)
                found[range[next]] = null;
            if (next < range.Count && range[next] == frame.Number)
            {
                // One whose contents lie apart is read for itself.
                bytes += Keep(frame.Number, frame.Payload is null
                    ? await frames.ReadAsync(frame.Number, cancellationToken)
                    : frames.Decode(frame));
                next++;
            }

            if (next == range.Count || bytes >= mostBytes)
                return bytes;
        }

        for (; next < range.Count; next++)
            found[range[next]] = null;
        return bytes;

        long Keep(FrameNumber number, TContents? contents)
        {
            found[number] = contents;
            return contents?.Cost ?? 0;
        }
    }
}
