namespace QueueService.Storage.Local;

/// <summary>One file of a log: a segment with records, or the empty mark of segments that were trimmed.</summary>
internal sealed class Segment : IDisposable
{
    // A record begins within the first SegmentBytes of its file, so four bytes an offset do.
    private readonly List<int> _offsets = [];

    private readonly SegmentName _name;
    private readonly SegmentFile _file;

    public Segment(string folder, SegmentName name, OpenFiles files)
    {
        _name = name;
        Path = System.IO.Path.Combine(folder, name.ToString());
        _file = new SegmentFile(Path, files);
    }

    public string Path { get; }

    public FrameNumber First => _name.First;

    public bool IsCut => _name.CutUntil is not null;

    /// <summary>
    /// Whether the offsets of its records are known; only then is <see cref="Last"/> there.
    /// </summary>
    public bool IsIndexed { get; private set; }

    /// <summary>The last frame; one less than the first while there is none.</summary>
    public FrameNumber Last => _name.CutUntil ?? new FrameNumber(First.Value + _offsets.Count - 1);

    /// <summary>Where the next record goes: the bytes before it are synced.</summary>
    public long Length { get; private set; }

    public bool IsEmpty => _offsets.Count == 0;

    public void Create() => _file.Create();

    /// <summary>The file for as long as the claim is held.</summary>
    public FileClaim Use() => _file.Use();

    public void Add(RecordHeader header)
    {
        _offsets.Add(checked((int)Length));
        Length += header.RecordLength;
    }

    public void MarkIndexed() => IsIndexed = true;

    /// <summary>Cuts off what came after the last synced record.</summary>
    public void CutTail()
    {
        using FileClaim file = Use();
        RandomAccess.SetLength(file.Handle, Length);
        RandomAccess.FlushToDisk(file.Handle);
    }

    public (long Offset, int Length) Find(FrameNumber number)
    {
        var index = (int)(number.Value - First.Value);
        var end = index + 1 < _offsets.Count ? _offsets[index + 1] : Length;
        return (_offsets[index], checked((int)(end - _offsets[index])));
    }

    /// <summary>Closes the file; using it opens it again.</summary>
    public void Dispose() => _file.End();
}
