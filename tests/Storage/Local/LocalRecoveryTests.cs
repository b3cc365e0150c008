using QueueService.Storage;

namespace QueueService.Tests.Storage.Local;

public sealed class LocalRecoveryTests : IAsyncLifetime
{
    private const int RecordLength = 52 + 8 + 20 + 100;

    private readonly TemporaryFolder _folder = new();
    private readonly LocalFiles _files;

    public LocalRecoveryTests() => _files = new LocalFiles(_folder.Path);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        _folder.Delete();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Open_WhenLastRecordIsCutAtAnyByte_KeepsThePreviousFramesAndAppendsGoOn()
    {
        var frames = await _files.AppendAsync(3);
        var path = Assert.Single(_files.Segments);
        var whole = await File.ReadAllBytesAsync(path);
        Assert.Equal(3 * RecordLength, whole.Length);

        for (var length = 2 * RecordLength; length < whole.Length; length++)
        {
            await File.WriteAllBytesAsync(path, whole.AsMemory(0, length));
            var added = await _files.UseAsync(async log =>
            {
                Frames.AssertHead(frames[1], await log.ReadHeadAsync(CancellationToken.None));
                return Assert.Single(await Frames.AppendAsync(log, 1, events: 30));
            });

            var read = await _files.ReadAsync();
            Assert.Equal(3, read.Count);
            Frames.AssertEvents(frames[0], read[0]);
            Frames.AssertEvents(frames[1], read[1]);
            Frames.AssertEvents(added, read[2]);
        }
    }

    [Fact]
    public async Task Open_WhenOnlyRecordIsCutAtAnyByte_StartsAnEmptyLog()
    {
        await _files.AppendAsync(1);
        var path = Assert.Single(_files.Segments);
        var whole = await File.ReadAllBytesAsync(path);

        for (var length = 0; length < whole.Length; length++)
        {
            Directory.CreateDirectory(_files.LogFolder);
            await File.WriteAllBytesAsync(path, whole.AsMemory(0, length));
            Assert.Empty(await _files.ReadAsync());
        }

        Assert.Single(await _files.AppendAsync(1));
    }

    [Fact]
    public async Task Open_WhenZeroesFollowTheLastRecord_CutsThemOff()
    {
        var frames = await _files.AppendAsync(2);
        var path = Assert.Single(_files.Segments);
        LocalFiles.Truncate(path, 10_000);

        var read = await _files.ReadAsync();

        Frames.AssertEvents(frames[1], read[^1]);
        Assert.Equal(2 * RecordLength, new FileInfo(path).Length);
    }

    [Fact]
    public async Task Open_WhenAnyBitOfTheLastRecordIsFlipped_KeepsThePreviousFrames()
    {
        var frames = await _files.AppendAsync(2);
        var path = Assert.Single(_files.Segments);
        var whole = await File.ReadAllBytesAsync(path);

        for (var offset = RecordLength; offset < whole.Length; offset++)
        {
            await File.WriteAllBytesAsync(path, whole);
            LocalFiles.FlipBit(path, offset);
            Frames.AssertEvents(frames[0], Assert.Single(await _files.ReadAsync()));
        }
    }

    [Fact]
    public async Task Open_WhenAnyBitOfAMiddleRecordIsFlipped_RefusesAndLeavesTheFileAlone()
    {
        await _files.AppendAsync(3);
        var path = Assert.Single(_files.Segments);
        var whole = await File.ReadAllBytesAsync(path);

        for (var offset = RecordLength; offset < 2 * RecordLength; offset++)
        {
            await File.WriteAllBytesAsync(path, whole);
            LocalFiles.FlipBit(path, offset);
            var error = await _files.AssertCorruptAsync(path);
            Assert.Contains($"offset {RecordLength}:", error.Message, StringComparison.Ordinal);
            Assert.Equal(whole.Length, new FileInfo(path).Length);
        }
    }

    [Fact]
    public async Task Open_WhenMegabytesLieBetweenTheBadRecordAndTheNext_Refuses()
    {
        await _files.AppendAsync(1);
        await _files.AppendAsync(1, payload: 5_000_003);
        await _files.AppendAsync(1);
        var path = Assert.Single(_files.Segments);
        LocalFiles.FlipBit(path, RecordLength + 9);

        await _files.AssertCorruptAsync(path);
    }

    [Fact]
    public async Task Open_WhenAMessageOfTheTornRecordHoldsALogFile_CutsTheTail()
    {
        await _files.AppendAsync(5);
        var path = Assert.Single(_files.Segments);
        var foreign = new LocalFiles(Path.Combine(_folder.Path, "other"));
        await foreign.AppendAsync(1);
        var smuggled = await File.ReadAllBytesAsync(path);
        await foreign.UseAsync(log => AppendPayloadAsync(log, smuggled));
        var target = Assert.Single(foreign.Segments);
        LocalFiles.Truncate(target, new FileInfo(target).Length - 1);

        Assert.Single(await foreign.ReadAsync());
    }

    private static async Task<bool> AppendPayloadAsync(ICommitLog log, byte[] payload)
    {
        var head = await log.ReadHeadAsync(CancellationToken.None);
        await Frames.CommitAsync(log, head, Frames.Following(head) with { Payload = payload });
        return true;
    }
}
