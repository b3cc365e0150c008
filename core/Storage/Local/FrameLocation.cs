namespace QueueService.Storage.Local;

/// <summary>
/// Where the record of a frame is, with a claim on its file: a trim beside the reader cannot close it before the claim
/// is given back.
/// </summary>
internal sealed class FrameLocation : IDisposable
{
    private readonly FileClaim _file;

    private FrameLocation(Segment segment, FrameNumber number)
    {
        (Offset, Length) = segment.Find(number);
        Path = segment.Path;
        _file = segment.Use();
    }

    public string Path { get; }

    public long Offset { get; }

    public int Length { get; }

    public static FrameLocation Claim(Segment segment, FrameNumber number) => new(segment, number);

    /// <summary>The bytes of the record, fewer if the file became shorter.</summary>
    public ReadOnlyMemory<byte> Read()
    {
        var record = GC.AllocateUninitializedArray<byte>(Length);
        return record.AsMemory(0, RandomAccess.Read(_file.Handle, record, Offset));
    }

    public void Dispose() => _file.Dispose();
}
