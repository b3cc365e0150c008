namespace QueueService.Storage.Local;

/// <summary>
/// The log of one partition as files in a folder; every handle of the partition in this process shares it. All members
/// block and take turns, except <see cref="TryFind"/> and <see cref="KnownHead"/>, which may run beside any other.
/// </summary>
internal sealed partial class PartitionLog(string folder, PartitionId partition, LocalStoreOptions options, StorageMeter meter)
    : IDisposable
{
    private readonly uint _seed = RecordHeader.Seed(partition);

    // Guards the list of segments and their offsets against readers beside an append.
    private readonly Lock _sync = new();
    private List<Segment>? _segments;
    private LogHead? _head;

    // The segment of an append that has not ended well: its tail is in doubt until it is repaired.
    private Segment? _suspect;

    public string Folder => folder;

    /// <summary>Held by the one call that has its turn.</summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>The head, null while the log has to be opened or repaired first.</summary>
    public LogHead? KnownHead => Volatile.Read(ref _suspect) is null ? Volatile.Read(ref _head) : null;

    public LogHead Open()
    {
        Repair();
        if (_segments is null)
        {
            var segments = new List<Segment>();
            try
            {
                var head = LogRecovery.Open(folder, segments, _seed, meter);
                Publish(segments, head);
            }
            finally
            {
                if (_segments is null)
                    segments.ForEach(segment => segment.Dispose());
            }
        }

        return _head!;
    }

    public AppendOutcome Append(LogHead expected, NewFrame frame)
    {
        var head = Open();
        if (head.Last != expected.Last || head.Commit != expected.Commit)
            return AppendOutcome.Conflict;
        var header = RecordCodec.Header(frame);
        try
        {
            var newest = NewestFor(header);
            if (TryWrite(newest, header, frame) is { } failure)
                return failure;
            return AppendOutcome.Committed(Committed(newest, header, frame));
        }
        catch (IOException error) when (IoErrors.IsFull(error))
        {
            // There was no room for a new segment, so nothing of the record was written.
            return AppendOutcome.Full;
        }
    }

    /// <summary>The next frames from this one on without their payloads; none at the end of the log.</summary>
    public List<LogFrame> ReadBatch(FrameNumber first)
    {
        Open();
        var batch = new List<LogFrame>();
        var index = _segments!.FindIndex(segment => !segment.IsCut && IndexedLast(segment) >= first);
        if (index < 0)
            return batch;
        var source = _segments[index];
        using var window = new FileWindow(source.File, LocalLimits.ReadWindowBytes, meter);
        var number = first < source.First ? source.First : first;
        for (var bytes = 0; number <= source.Last && bytes < LocalLimits.ReadBatchBytes; number = number.Next)
        {
            var frame = RecordCodec.ReadEvents(number, window, source.Find(number).Offset, _seed, source.Path);
            batch.Add(frame);
            bytes += RecordHeader.Size + frame.Events.Length;
        }

        return batch;
    }

    /// <summary>
    /// Looks a frame up. False if <see cref="Prepare"/> has to be called first; true with no location if there is none.
    /// </summary>
    public bool TryFind(FrameNumber number, out FrameLocation? location)
    {
        location = null;
        lock (_sync)
        {
            if (_segments is null)
                return false;
            var segment = _segments.FindLast(candidate => candidate.First <= number);
            if (segment is null || segment.IsCut)
                return true;
            if (!segment.IsIndexed)
                return false;
            if (number > segment.Last)
                return true;
            var (offset, length) = segment.Find(number);
            var claimed = false;
            segment.File.DangerousAddRef(ref claimed);
            location = new FrameLocation(segment, offset, length);
            return true;
        }
    }

    public LogFrame Read(FrameNumber number, FrameLocation location)
    {
        try
        {
            var record = GC.AllocateUninitializedArray<byte>(location.Length);
            var read = RandomAccess.Read(location.Segment.File, record, location.Offset);
            meter.Transaction(bytesRead: read);
            return RecordCodec.Read(number, record.AsMemory(0, read), _seed, location.Segment.Path, location.Offset);
        }
        finally
        {
            location.Segment.File.DangerousRelease();
        }
    }

    /// <summary>Opens the log and learns where the records are in the segment that a frame is in.</summary>
    public bool Prepare(FrameNumber number)
    {
        Open();
        if (_segments!.FindLast(segment => segment.First <= number) is { IsCut: false } found)
            IndexedLast(found);
        return true;
    }

    public bool Trim(FrameNumber last, IReadOnlyList<FrameRange> keep)
    {
        Open();
        var removable = LogTrim.Removable(_segments!, last, keep);
        if (removable.Count == 0)
            return true;
        var before = _segments!;
        var head = _head!;
        // The files change one by one: if that ends half way, the log is opened anew from what is there.
        Forget();
        var after = new List<Segment>();
        for (var index = 0; index < before.Count; index++)
        {
            var kept = removable.Contains(index)
                ? LogTrim.Remove(folder, before[index], before[index + 1].First, isAtStart: after.Count == 0)
                : before[index];
            if (kept is not null)
                after.Add(kept);
        }

        DirectorySync.Flush(folder);
        meter.Transaction();
        Publish(after, head);
        return true;
    }

    /// <summary>Needs no intact log. The newest segment goes last, so a crash leaves a log that can be deleted.</summary>
    public bool Delete()
    {
        Dispose();
        _suspect = null;
        if (Directory.Exists(folder))
        {
            foreach (var name in SegmentName.List(folder))
                File.Delete(Path.Combine(folder, name.ToString()));
            Directory.Delete(folder);
            DirectorySync.Flush(Path.GetDirectoryName(folder)!);
        }

        meter.Transaction();
        Publish([], LogHead.Empty);
        return true;
    }

    public void Dispose()
    {
        _suspect?.Dispose();
        foreach (var segment in Forget())
            segment.Dispose();
    }
}
