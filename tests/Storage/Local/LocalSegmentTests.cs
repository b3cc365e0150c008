using QueueService.Storage;

namespace QueueService.Tests.Storage.Local;

public sealed class LocalSegmentTests : IAsyncLifetime
{
    private const int RecordLength = 52 + 8 + 20 + 100;
    private const int RecordsPerSegment = 5;

    private readonly TemporaryFolder _folder = new();
    private readonly LocalFiles _files;

    public LocalSegmentTests() => _files = new LocalFiles(_folder.Path, RecordLength * RecordsPerSegment);

    private static CancellationToken None => CancellationToken.None;

    public async Task InitializeAsync() => await _files.AppendAsync(22);

    public Task DisposeAsync()
    {
        _folder.Delete();
        return Task.CompletedTask;
    }

    [Fact]
    public void Append_WhenSegmentIsFull_GoesOnInANewOne()
    {
        Assert.Equal(
            ["0000000000000001.seg", "0000000000000006.seg", "000000000000000b.seg", "0000000000000010.seg",
                "0000000000000015.seg"],
            _files.Segments.Select(path => Path.GetFileName(path)));
        Assert.All(_files.Segments[..^1], path =>
            Assert.Equal(RecordLength * RecordsPerSegment, new FileInfo(path).Length));
    }

    [Fact]
    public async Task Append_WhenRecordIsLargerThanASegment_TakesAWholeSegment()
    {
        var frame = Assert.Single(await _files.AppendAsync(1, payload: 10 * RecordLength));
        await _files.AppendAsync(1);

        await _files.UseAsync(async log =>
        {
            Frames.AssertWhole(frame, await log.ReadFrameAsync(frame.Number, None));
            return true;
        });
        Assert.Equal(24, (await _files.ReadAsync()).Count);
        Assert.Equal(7, _files.Segments.Length);
    }

    [Fact]
    public async Task Open_WhenNewestSegmentIsEmptyOrTorn_EndsWithTheOneBefore()
    {
        LocalFiles.Truncate(_files.Segments[^1], 20);

        Assert.Equal(20, (await _files.ReadAsync()).Count);
        Assert.Equal(new FrameNumber(21), Assert.Single(await _files.AppendAsync(1)).Number);
    }

    [Fact]
    public async Task Open_WhenNewestSegmentIsEmptyAndTheOneBeforeIsBad_Refuses()
    {
        LocalFiles.Truncate(_files.Segments[^1], 0);
        LocalFiles.FlipBit(_files.Segments[^2], RecordLength * RecordsPerSegment - 1);

        await _files.AssertCorruptAsync(_files.Segments[^2]);
    }

    [Theory]
    [InlineData(RecordLength + 10)]
    [InlineData(RecordLength + 60)]
    [InlineData(RecordLength * RecordsPerSegment - 120)]
    public async Task ReadAsync_WhenOlderSegmentIsDamaged_Refuses(long offset)
    {
        LocalFiles.FlipBit(_files.Segments[1], offset);

        await _files.AssertCorruptAsync(_files.Segments[1]);
    }

    [Fact]
    public async Task ReadFrameAsync_WhenOnlyAPayloadIsDamaged_RefusesThatFrameAlone()
    {
        LocalFiles.FlipBit(_files.Segments[0], RecordLength - 1);

        await _files.UseAsync(async log =>
        {
            Assert.Equal(22, (await Frames.ReadAsync(log)).Count);
            Assert.NotNull(await log.ReadFrameAsync(new FrameNumber(2), None));
            await Assert.ThrowsAsync<StorageCorruptException>(async () =>
                await log.ReadFrameAsync(new FrameNumber(1), None));
            return true;
        });
    }

    [Fact]
    public async Task ReadAsync_WhenOlderSegmentIsCutOff_Refuses()
    {
        LocalFiles.Truncate(_files.Segments[1], RecordLength * 3);

        await _files.AssertCorruptAsync(_files.Segments[1]);
    }

    [Fact]
    public async Task ReadAsync_WhenSegmentBetweenIsMissing_Refuses()
    {
        File.Delete(_files.Segments[2]);

        await _files.AssertCorruptAsync(_files.Segments[1]);
        await _files.UseAsync(async log =>
        {
            await Assert.ThrowsAsync<StorageCorruptException>(async () =>
                await log.ReadFrameAsync(new FrameNumber(12), None));
            return true;
        });
    }

    [Fact]
    public async Task Trim_WhenFramesBetweenAreKept_LeavesMarksAndDistinguishesThemFromLoss()
    {
        await TrimAsync(22, new FrameRange(new FrameNumber(7), new FrameNumber(7)));

        Assert.Equal(
            ["0000000000000006.seg", "0000000000000015.seg"],
            _files.Segments.Select(path => Path.GetFileName(path)));
        Assert.Equal(
            ["000000000000000b-000000000000000f.cut", "0000000000000010-0000000000000014.cut"],
            _files.Cuts.Select(path => Path.GetFileName(path)));
        Assert.All(_files.Cuts, path => Assert.Equal(0, new FileInfo(path).Length));
        Assert.Equal([6, 7, 8, 9, 10, 21, 22], (await _files.ReadAsync()).Select(frame => frame.Number.Value));

        File.Delete(_files.Cuts[1]);
        await _files.AssertCorruptAsync(_files.Cuts[0]);
    }

    [Fact]
    public async Task Trim_WhenNothingIsKeptAnyMore_RemovesSegmentsAndMarks()
    {
        await TrimAsync(22, new FrameRange(new FrameNumber(7), new FrameNumber(7)));
        await TrimAsync(22);

        Assert.Equal(["0000000000000015.seg"], _files.Segments.Select(path => Path.GetFileName(path)));
        Assert.Empty(_files.Cuts);
        Assert.Equal(new FrameNumber(23), Assert.Single(await _files.AppendAsync(1)).Number);
    }

    [Fact]
    public async Task Open_WhenTrimEndedBeforeAMarkWasEmptied_FinishesIt()
    {
        await TrimAsync(15, new FrameRange(new FrameNumber(1), new FrameNumber(1)));
        await File.WriteAllBytesAsync(_files.Cuts[0], new byte[500]);

        await _files.ReadAsync();

        Assert.Equal(0, new FileInfo(_files.Cuts[0]).Length);
    }

    [Fact]
    public async Task Trim_WhenAFrameOfASegmentIsNotTrimmedYet_KeepsTheSegment()
    {
        await TrimAsync(9);

        Assert.Equal(6, (await _files.ReadAsync())[0].Number.Value);
    }

    [Fact]
    public async Task Trim_WhenNearlyAllOfTheNewestSegmentWasTrimmed_LetsTheNextTrimRemoveIt()
    {
        var files = new LocalFiles(Path.Combine(_folder.Path, "large"));
        await files.UseAsync(async log =>
        {
            await Frames.AppendAsync(log, 2, payload: 1024 * 1024);
            await log.TrimAsync(new FrameNumber(1), [], None);
            await Frames.AppendAsync(log, 1);
            Assert.Equal(
                ["0000000000000001.seg", "0000000000000003.seg"], files.Segments.Select(
                    path => Path.GetFileName(path)));
            await log.TrimAsync(new FrameNumber(2), [], None);
            await Frames.AppendAsync(log, 1);
            return true;
        });

        Assert.Equal(["0000000000000003.seg"], files.Segments.Select(path => Path.GetFileName(path)));
        Assert.Equal([3, 4], (await files.ReadAsync()).Select(frame => frame.Number.Value));
    }

    [Theory]
    [InlineData(false, 1000)]
    [InlineData(true, 1024 * 1024)]
    public async Task Trim_WhenTheNewestSegmentIsShortOrStillNeeded_GoesOnInIt(bool isNeeded, int payload)
    {
        var files = new LocalFiles(Path.Combine(_folder.Path, "large"));
        FrameRange[] keep = isNeeded ? [new FrameRange(new FrameNumber(1), new FrameNumber(1))] : [];
        await files.UseAsync(async log =>
        {
            await Frames.AppendAsync(log, 2, payload: payload);
            await log.TrimAsync(new FrameNumber(1), keep, None);
            await Frames.AppendAsync(log, 1);
            return true;
        });

        Assert.Single(files.Segments);
    }

    [Fact]
    public async Task Delete_WhenOlderSegmentsWereDeletedBeforeACrash_DeletesTheRest()
    {
        foreach (var path in _files.Segments[..^1])
            File.Delete(path);

        await _files.UseAsync(async log =>
        {
            await log.DeleteAsync(None);
            return true;
        });

        Assert.False(Directory.Exists(_files.LogFolder));
    }

    [Fact]
    public async Task Delete_WhenLogIsCorrupt_DeletesIt()
    {
        LocalFiles.FlipBit(_files.Segments[^1], 0);

        await _files.UseAsync(async log =>
        {
            await Assert.ThrowsAsync<StorageCorruptException>(async () => await log.ReadHeadAsync(None));
            await log.DeleteAsync(None);
            Assert.Equal(LogHead.Empty, await log.ReadHeadAsync(None));
            return true;
        });
    }

    private Task<bool> TrimAsync(long last, params FrameRange[] keep) => _files.UseAsync(async log =>
    {
        await log.TrimAsync(new FrameNumber(last), keep, None);
        return true;
    });
}
