namespace QueueService.Storage.Local;

/// <content>Writing records, and mending the end of the log when that went wrong.</content>
internal sealed partial class PartitionLog
{
    /// <summary>
    /// A failed write or sync leaves it open what is on the disk, and a sync that is repeated may claim success for pages that
    /// were dropped. So the file is opened anew and cut back to what was synced before; the record counts as never written.
    /// </summary>
    private void Repair()
    {
        if (_suspect is not { } suspect)
            return;
        suspect.Open();
        suspect.CutTail();
        Volatile.Write(ref _suspect, null);
    }

    /// <summary>The segment that a record goes to; a new file where the newest one is full.</summary>
    private Segment NewestFor(RecordHeader header)
    {
        if (_segments is [.., { } newest] && (newest.IsEmpty ? newest.First == header.Number : newest.Length < options.SegmentBytes))
            return newest;
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            DirectorySync.Flush(Path.GetDirectoryName(folder)!);
        }

        Segment segment = new(folder, new SegmentName(header.Number, null));
        segment.Create();
        segment.FinishIndex();
        DirectorySync.Flush(folder);
        lock (_sync)
            _segments!.Add(segment);
        return segment;
    }

    /// <summary>Null if the record is durable.</summary>
    private AppendOutcome? TryWrite(Segment segment, RecordHeader header, NewFrame frame)
    {
        try
        {
            RecordCodec.Write(segment.File, segment.Length, header, frame, _seed);
            RandomAccess.FlushToDisk(segment.File);
            meter.Transaction(bytesWritten: header.RecordLength);
            return null;
        }
        catch (IOException error)
        {
            Volatile.Write(ref _suspect, segment);
            if (!IoErrors.IsFull(error))
                return AppendOutcome.Unknown;
            Repair();
            return AppendOutcome.Full;
        }
    }

    private LogHead Committed(Segment segment, RecordHeader header, NewFrame frame)
    {
        LogHead head = RecordCodec.Head(header, frame.Note.ToArray());
        lock (_sync)
        {
            segment.Add(header);
            _head = head;
        }

        return head;
    }

    /// <summary>The last frame of a segment, whose records are found first if they are not known.</summary>
    private FrameNumber IndexedLast(Segment segment)
    {
        if (!segment.IsCut && !segment.IsIndexed)
        {
            int next = _segments!.IndexOf(segment) + 1;
            segment.Open();
            SegmentScan.Index(segment, _segments[next].First, _seed, meter);
        }

        return segment.Last;
    }

    private void Publish(List<Segment> segments, LogHead head)
    {
        lock (_sync)
        {
            _segments = segments;
            _head = head;
        }
    }

    private List<Segment> Forget()
    {
        lock (_sync)
        {
            List<Segment> segments = _segments ?? [];
            _segments = null;
            _head = null;
            return segments;
        }
    }
}
