using QueueService.Storage;
using QueueService.Storage.Local;

namespace QueueService.Tests.Storage.Local;

public sealed class LocalRecoveryTests : IDisposable
{
    private static readonly PartitionId Partition = new(7, 0);
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Open_WhenTheLastRecordIsTornAnywhere_KeepsWhatIsBeforeAndGoesOn()
    {
        List<NewFrame> frames = await WriteAsync(3);
        byte[] whole = await File.ReadAllBytesAsync(_folder.NewestSegment);
        long lastStart = await LengthOfAsync(frames.Take(2), whole.Length);
        for (long length = lastStart; length < whole.Length; length++)
        {
            await File.WriteAllBytesAsync(_folder.NewestSegment, whole[..(int)length]);
            await using LocalStore store = await OpenAsync(_folder.Path);
            await using ICommitLog log = store.OpenLog(Partition);
            LogHead head = await log.ReadHeadAsync(CancellationToken.None);
            Assert.Equal(2, head.Last.Value);
            Assert.Equal(frames[1].Commit, head.Commit);
            await Frames.CommitAsync(log, head, Frames.Following(head));
            Assert.Equal(3, (await Frames.ReadAsync(log)).Count);
        }
    }

    [Fact]
    public async Task Open_WhenGarbageFollows_CutsIt()
    {
        await WriteAsync(3);
        await File.AppendAllBytesAsync(_folder.NewestSegment, Frames.Bytes(500, 1));
        await using LocalStore store = await OpenAsync(_folder.Path);
        await using ICommitLog log = store.OpenLog(Partition);
        Assert.Equal(3, (await log.ReadHeadAsync(CancellationToken.None)).Last.Value);
        await Frames.AppendAsync(log, 1);
        Assert.Equal(4, (await Frames.ReadAsync(log)).Count);
    }

    [Fact]
    public async Task Open_WhenABitOfAnEarlierRecordFlipped_RefusesAndNamesThePlace()
    {
        List<NewFrame> frames = await WriteAsync(3);
        byte[] whole = await File.ReadAllBytesAsync(_folder.NewestSegment);
        long firstLength = await LengthOfAsync(frames.Take(1), whole.Length);
        long secondEnd = await LengthOfAsync(frames.Take(2), whole.Length);
        for (long at = firstLength; at < secondEnd; at += 7)
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= 0x10;
            await File.WriteAllBytesAsync(_folder.NewestSegment, damaged);
            await using LocalStore store = await OpenAsync(_folder.Path);
            await using ICommitLog log = store.OpenLog(Partition);
            StorageCorruptException refused = await Assert.ThrowsAsync<StorageCorruptException>(
                async () => await log.ReadHeadAsync(CancellationToken.None));
            Assert.Contains(".seg", refused.Message, StringComparison.Ordinal);
            Assert.Contains("offset", refused.Message, StringComparison.Ordinal);
            Assert.Equal(damaged, await File.ReadAllBytesAsync(_folder.NewestSegment));
        }
    }

    [Fact]
    public async Task Initialize_WhenTheFolderIsInUse_NamesFolderAndProcess()
    {
        await using LocalStore first = await OpenAsync(_folder.Path);
        await using LocalStore second = new(new LocalStoreOptions(_folder.Path));
        StorageUnavailableException refused = await Assert.ThrowsAsync<StorageUnavailableException>(
            async () => await second.InitializeAsync(CancellationToken.None));
        Assert.Contains(_folder.Path, refused.Message, StringComparison.Ordinal);
        Assert.Contains($"pid {Environment.ProcessId}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trim_WhenSegmentsHoldNothingNeeded_DeletesThemAndTheLogReopens()
    {
        await using (LocalStore store = new(new LocalStoreOptions(_folder.Path) { SegmentBytes = 1000 }))
        {
            await store.InitializeAsync(CancellationToken.None);
            await using ICommitLog log = store.OpenLog(Partition);
            await Frames.AppendAsync(log, 60);
            FrameRange keep = new(new FrameNumber(30), new FrameNumber(31));
            await log.TrimAsync(new FrameNumber(50), [keep], CancellationToken.None);
        }

        await using LocalStore again = await OpenAsync(_folder.Path);
        await using ICommitLog reopened = again.OpenLog(Partition);
        List<LogFrame> left = await Frames.ReadAsync(reopened);
        Assert.Contains(left, frame => frame.Number.Value == 30);
        Assert.Contains(left, frame => frame.Number.Value == 31);
        Assert.DoesNotContain(left, frame => frame.Number.Value == 1);
        Assert.DoesNotContain(left, frame => frame.Number.Value == 45);
        Assert.Equal(60, (await reopened.ReadHeadAsync(CancellationToken.None)).Last.Value);
        await Frames.AppendAsync(reopened, 1);
    }

    [Fact]
    public async Task Get_WhenADocumentIsDamaged_RefusesAndNamesTheFile()
    {
        await using (LocalStore store = await OpenAsync(_folder.Path))
            await store.Documents.CreateAsync("things", "Some-Id", Frames.Bytes(50, 1), CancellationToken.None);
        string file = Assert.Single(Directory.GetFiles(Path.Combine(_folder.Path, "documents", "things")));
        byte[] bytes = await File.ReadAllBytesAsync(file);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);
        await using LocalStore again = await OpenAsync(_folder.Path);
        StorageCorruptException refused = await Assert.ThrowsAsync<StorageCorruptException>(
            async () => await again.Documents.GetAsync("things", "Some-Id", CancellationToken.None));
        Assert.Contains(file, refused.Message, StringComparison.Ordinal);
    }

    internal static async Task<LocalStore> OpenAsync(string folder)
    {
        LocalStore store = new(new LocalStoreOptions(folder));
        await store.InitializeAsync(CancellationToken.None);
        return store;
    }

    /// <summary>Where the records of these frames end: as long as a log of them alone.</summary>
    private static async Task<long> LengthOfAsync(IEnumerable<NewFrame> frames, long most)
    {
        using TestFolder other = new();
        await using (LocalStore store = await OpenAsync(other.Path))
        {
            await using ICommitLog log = store.OpenLog(Partition);
            LogHead head = LogHead.Empty;
            foreach (NewFrame frame in frames)
                head = await Frames.CommitAsync(log, head, frame);
        }

        return Math.Min(most, new FileInfo(other.NewestSegment).Length);
    }

    private async Task<List<NewFrame>> WriteAsync(int count)
    {
        await using LocalStore store = await OpenAsync(_folder.Path);
        await using ICommitLog log = store.OpenLog(Partition);
        return await Frames.AppendAsync(log, count);
    }
}
