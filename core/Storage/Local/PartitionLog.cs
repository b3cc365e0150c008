namespace QueueService.Storage.Local;

/// <summary>
/// The log of one partition as files in a folder; every handle of the partition in this process shares it. The members
/// block and take turns, except <see cref="KnownHead"/> and <see cref="TryRead"/>, which may run beside any other.
/// </summary>
internal sealed class PartitionLog : IDisposable
{
    private readonly string _folder;
    private readonly int _segmentBytes;
    private readonly OpenFiles _files;
    private readonly StorageMeter _meter;
    private readonly uint _seed;
    private readonly SegmentList _segments = new();
    private readonly LogReader _reader;
    private LogHead? _head;
    private bool _isSegmentDue;

    // The segment of an append that has not ended well: its tail is in doubt until it is repaired.
    private Segment? _suspect;

    public PartitionLog(
        string folder, PartitionId partition, int segmentBytes, OpenFiles files, StorageMeter meter)
    {
        _files = files;
        _folder = folder;
        _segmentBytes = segmentBytes;
        _meter = meter;
        _seed = RecordHeader.Seed(partition);
        _reader = new LogReader(_segments, _seed, meter);
    }

    public string Folder => _folder;

    /// <summary>Held by the one call that has its turn.</summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>The head; null while the log has to be opened or repaired first.</summary>
    public LogHead? KnownHead => Volatile.Read(ref _suspect) is null ? Volatile.Read(ref _head) : null;

    public LogHead Open()
    {
        Repair();
        return _head ?? OpenFiles();
    }

    /// <summary>The head as the files have it, without opening the log for good.</summary>
    public LogHead Glance()
    {
        if (KnownHead is { } head)
            return head;
        if (_suspect is not null)
            return Open();
        using var recovery = new LogRecovery(_folder, _seed, _meter, _files);
        return recovery.Look();
    }

    public AppendOutcome Append(LogHead expected, NewFrame frame)
    {
        var head = Open();
        if (head.Last != expected.Last || head.Commit != expected.Commit)
            return AppendOutcome.Conflict;
        var header = RecordCodec.Header(frame);
        Segment newest;
        try
        {
            newest = NewestFor(header);
        }
        catch (IOException error) when (IoErrors.IsFull(error))
        {
            return AppendOutcome.Full;
        }

        if (TryWrite(newest, header, frame) is { } failure)
            return failure;
        _segments.Add(newest, header);
        _isSegmentDue = false;
        Volatile.Write(ref _head, RecordCodec.Head(header, frame.Note.ToArray()));
        Volatile.Write(ref _suspect, null);
        _meter.Transaction(bytesWritten: header.RecordLength);
        return AppendOutcome.Committed(_head!);
    }

    /// <inheritdoc cref="LogReader.ReadBatch(FrameNumber, FrameNumber)"/>
    public List<LogFrame> ReadBatch(FrameNumber first, FrameNumber last)
    {
        Open();
        return _reader.ReadBatch(first, last);
    }

    /// <summary>Reads a frame; null if there is none. False if <see cref="Prepare"/> has to be called first.</summary>
    public bool TryRead(FrameNumber number, out LogFrame? frame) => _reader.TryRead(number, out frame);

    public bool Prepare(FrameNumber number)
    {
        Open();
        _reader.Prepare(number);
        return true;
    }

    public bool Trim(FrameNumber last, IReadOnlyList<FrameRange> keep)
    {
        var head = Open();
        _isSegmentDue = _segments.Newest is { } newest && LogTrim.IsWorthLeaving(newest, last, keep);
        if (!LogTrim.HasRemovable(_segments.Items, last, keep))
            return true;
        // The files change one by one: if that ends half way, the log is opened anew from what is there.
        _head = null;
        using var trim = new LogTrim(_folder, _segments.Take(), _files);
        _segments.Set(trim.Run(last, keep));
        _head = head;
        _meter.Transaction();
        return true;
    }

    /// <summary>
    /// Needs no intact log. The newest segment goes last, so a crash leaves a log that can be deleted.
    /// </summary>
    public bool Delete()
    {
        Dispose();
        if (Directory.Exists(_folder))
        {
            foreach (var name in SegmentName.List(_folder))
                File.Delete(Path.Combine(_folder, name.ToString()));
            Directory.Delete(_folder, recursive: true);
            DirectorySync.Flush(Path.GetDirectoryName(_folder)!);
        }

        _meter.Transaction();
        return true;
    }

    /// <summary>Closes the files; the next call opens them again.</summary>
    public void Dispose()
    {
        _head = null;
        _suspect?.Dispose();
        _suspect = null;
        _segments.Dispose();
    }

    private LogHead OpenFiles()
    {
        using var recovery = new LogRecovery(_folder, _seed, _meter, _files);
        var head = recovery.Run();
        _segments.Set(recovery.TakeSegments());
        Volatile.Write(ref _head, head);
        return head;
    }

    /// <summary>
    /// After a failed write or sync nobody knows what of the record is on the disk, and syncing again proves nothing:
    /// the kernel may count the lost pages as clean. So the tail is cut back to what an earlier sync covered, and that
    /// is made durable before anything else happens. Until then this log answers nothing.
    /// </summary>
    private void Repair()
    {
        if (_suspect is not { } suspect)
            return;
        if (suspect.IsEmpty)
        {
            suspect.Dispose();
            File.Delete(suspect.Path);
            DirectorySync.Flush(_folder);
        }
        else
        {
            suspect.CutTail();
        }

        Volatile.Write(ref _suspect, null);
    }

    private Segment NewestFor(RecordHeader header)
    {
        if (_segments.Newest is { } newest && !_isSegmentDue && newest.Length + header.RecordLength <= _segmentBytes)
            return newest;
        if (!Directory.Exists(_folder))
        {
            OwnFiles.CreateFolder(_folder);
            DirectorySync.Flush(Path.GetDirectoryName(_folder)!);
        }

        var created = new Segment(_folder, new SegmentName(header.Number, null), _files);
        created.Create();
        Volatile.Write(ref _suspect, created);
        DirectorySync.Flush(_folder);
        return created;
    }

    /// <summary>Null when the record is durable.</summary>
    private AppendOutcome? TryWrite(Segment segment, RecordHeader header, NewFrame frame)
    {
        Volatile.Write(ref _suspect, segment);
        var isWritten = false;
        try
        {
            using var file = segment.Use();
            RecordCodec.Write(file.Handle, segment.Length, header, frame, _seed);
            isWritten = true;
            RandomAccess.FlushToDisk(file.Handle);
            return null;
        }
        catch (Exception error) when (IoErrors.IsIo(error))
        {
            // A record that was not written whole can never count, but one whose sync failed may turn up after a crash.
            return !isWritten && IoErrors.IsFull(error) ? AppendOutcome.Full : AppendOutcome.Unknown;
        }
    }
}
