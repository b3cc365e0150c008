using QueueService.Storage;
using QueueService.Storage.Local;

namespace QueueService.Tests.Storage.Local;

/// <summary>A log on disk whose files a test reads and damages while no store is open.</summary>
public sealed class LocalFiles(string folder, int segmentBytes = 64 * 1024 * 1024)
{
    public PartitionId Partition { get; } = new(0xfeed, 3);

    public string LogFolder => Path.Combine(folder, "logs", Partition.ToString());

    public string[] Segments => [.. Directory.GetFiles(LogFolder, "*.seg").Order(StringComparer.Ordinal)];

    public string[] Cuts => [.. Directory.GetFiles(LogFolder, "*.cut").Order(StringComparer.Ordinal)];

    public async Task<T> UseAsync<T>(Func<ICommitLog, Task<T>> use)
    {
        await using var store = new LocalStore(new LocalStoreOptions(folder) { SegmentBytes = segmentBytes });
        await store.InitializeAsync(CancellationToken.None);
        await using var log = store.OpenLog(Partition);
        return await use(log);
    }

    public Task<List<NewFrame>> AppendAsync(int count, int payload = 100) =>
        UseAsync(log => Frames.AppendAsync(log, count, payload: payload));

    public Task<List<LogFrame>> ReadAsync() => UseAsync(log => Frames.ReadAsync(log));

    public async Task<StorageCorruptException> AssertCorruptAsync(string file)
    {
        var error = await Assert.ThrowsAsync<StorageCorruptException>(ReadAsync);
        Assert.Contains(Path.GetFileName(file), error.Message, StringComparison.Ordinal);
        return error;
    }

    public static void Truncate(string path, long length)
    {
        using var file = File.OpenWrite(path);
        file.SetLength(length);
    }

    public static void FlipBit(string path, long offset)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Position = offset;
        var value = file.ReadByte();
        file.Position = offset;
        file.WriteByte((byte)(value ^ 0x10));
    }
}
