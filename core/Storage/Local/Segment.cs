using Microsoft.Win32.SafeHandles;

namespace QueueService.Storage.Local;

/// <summary>One file of a log: a segment with records, or the empty mark of segments that were trimmed.</summary>
internal sealed class Segment(string folder, SegmentName name) : IDisposable
{
    // A record begins within the first SegmentBytes of its file, so four bytes an offset do.
    private readonly List<int> _offsets = [];

    public string Path { get; } = System.IO.Path.Combine(folder, name.ToString());

    public FrameNumber First => name.First;

    public bool IsCut => name.CutUntil is not null;

    /// <summary>
    /// Whether the offsets of its records are known; only then are <see cref="Last"/> and the file there.
    /// </summary>
    public bool IsIndexed { get; private set; }

    /// <summary>The last frame; one less than the first while there is none.</summary>
    public FrameNumber Last => name.CutUntil ?? new FrameNumber(First.Value + _offsets.Count - 1);

    /// <summary>Where the next record goes: the bytes before it are synced.</summary>
    public long Length { get; private set; }

    public bool IsEmpty => _offsets.Count == 0;

    public SafeFileHandle File { get; private set; } = new();

    public void Create() => Open(FileMode.CreateNew);

    public void Open() => Open(FileMode.Open);

    public void Add(RecordHeader header)
    {
        _offsets.Add(checked((int)Length));
        Length += header.RecordLength;
    }

    public void MarkIndexed() => IsIndexed = true;

    /// <summary>Cuts off what came after the last synced record.</summary>
    public void CutTail()
    {
        RandomAccess.SetLength(File, Length);
        RandomAccess.FlushToDisk(File);
    }

    public (long Offset, int Length) Find(FrameNumber number)
    {
        var index = (int)(number.Value - First.Value);
        var end = index + 1 < _offsets.Count ? _offsets[index + 1] : Length;
        return (_offsets[index], checked((int)(end - _offsets[index])));
    }

    public void Dispose() => File.Dispose();

    private void Open(FileMode mode)
    {
        File.Dispose();
        File = System.IO.File.OpenHandle(Path, mode, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
    }
}
