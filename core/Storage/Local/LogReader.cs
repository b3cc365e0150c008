namespace QueueService.Storage.Local;

/// <summary>
/// Reads frames from the segments of an open log. The members take turns with whatever changes the segments, except
/// <see cref="TryRead"/>.
/// </summary>
internal sealed class LogReader(SegmentList segments, uint seed, StorageMeter meter)
{
    /// <summary>
    /// The next frames from <paramref name="first"/> on without their payloads, none behind <paramref name="last"/>;
    /// none at the end of the log.
    /// </summary>
    public List<LogFrame> ReadBatch(FrameNumber first, FrameNumber last)
    {
        for (var index = segments.IndexFor(first); index < segments.Items.Count; index++)
        {
            EnsureIndexed(index);
            var segment = segments.Items[index];
            if (!segment.IsCut && first <= segment.Last)
                return ReadBatch(segment, first < segment.First ? segment.First : first, last);
        }

        return [];
    }

    /// <summary>Learns where the records are in the segment that a frame is in, if it is not known.</summary>
    public void Prepare(FrameNumber number)
    {
        if (segments.Newest is not null)
            EnsureIndexed(segments.IndexFor(number));
    }

    /// <summary>Reads a frame; null if there is none. False if the log has to be opened and prepared first.</summary>
    public bool TryRead(FrameNumber number, out LogFrame? frame)
    {
        frame = null;
        if (!segments.TryFind(number, out var location))
            return false;
        if (location is null)
            return true;
        using (location)
        {
            var record = location.Read();
            meter.Transaction(bytesRead: record.Length);
            frame = RecordCodec.Read(number, record, seed, location.Path, location.Offset);
            return true;
        }
    }

    private List<LogFrame> ReadBatch(Segment segment, FrameNumber first, FrameNumber last)
    {
        var end = last < segment.Last ? last : segment.Last;
        using var file = segment.Use();
        using var window = new FileWindow(file.Handle, LocalLimits.ReadWindowBytes, meter);
        var batch = new List<LogFrame>();
        var bytes = 0;
        for (var number = first; number <= end && bytes < LocalLimits.ReadBatchBytes; number = number.Next)
        {
            var frame = RecordCodec.ReadEvents(number, window, segment.Find(number).Offset, seed, segment.Path);
            batch.Add(frame);
            bytes += RecordHeader.Size + frame.Events.Length;
        }

        return batch;
    }

    private void EnsureIndexed(int index)
    {
        var segment = segments.Items[index];
        var end = index + 1 < segments.Items.Count ? segments.Items[index + 1].First : segment.Last.Next;
        if (segment.IsCut)
        {
            if (segment.Last.Next != end)
                throw IoErrors.Corrupt(segment.Path, 0, $"the next file should begin with frame {segment.Last.Next}.");
        }
        else if (!segment.IsIndexed)
        {
            SegmentScan.Index(segment, end, seed, meter);
            segments.MarkIndexed(segment);
        }
    }
}
