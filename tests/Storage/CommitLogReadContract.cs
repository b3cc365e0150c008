using QueueService.Storage;

namespace QueueService.Tests.Storage;

/// <summary>What every <see cref="ICommitLog"/> does on reads, trims and deletes.</summary>
public abstract class CommitLogReadContract : StoreContract
{
    [Theory]
    [InlineData(1, 250)]
    [InlineData(2, 249)]
    [InlineData(200, 51)]
    [InlineData(250, 1)]
    [InlineData(251, 0)]
    [InlineData(400, 0)]
    public async Task ReadAsync_WhenFirstIsGiven_StreamsFromThereInOrder(long first, int count)
    {
        await using var log = Store.OpenLog(NewPartition());
        var frames = await Frames.AppendAsync(log, 250);

        var read = await Frames.ReadAsync(log, first);

        Assert.Equal(count, read.Count);
        for (var index = 0; index < count; index++)
            Frames.AssertEvents(frames[(int)first - 1 + index], read[index]);
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 1, 1)]
    [InlineData(3, 66, 64)]
    [InlineData(3, 67, 65)]
    [InlineData(100, 250, 151)]
    [InlineData(240, 900, 11)]
    [InlineData(251, 251, 0)]
    [InlineData(20, 19, 0)]
    public async Task ReadAsync_WhenLastIsGiven_EndsThere(long first, long last, int count)
    {
        await using var log = Store.OpenLog(NewPartition());
        await Frames.AppendAsync(log, 250);

        var read = await Frames.ReadAsync(log, first, last);

        Assert.Equal(Enumerable.Range((int)first, count), read.Select(frame => (int)frame.Number.Value));
    }

    [Fact]
    public async Task ReadAsync_WhenFramesInBetweenWereTrimmed_EndsAtTheLastAllTheSame()
    {
        await using var log = Store.OpenLog(NewPartition());
        await Frames.AppendAsync(log, 30);
        await log.TrimAsync(new FrameNumber(20), [new FrameRange(new FrameNumber(5), new FrameNumber(6))], None);

        var read = await Frames.ReadAsync(log, 5, 25);

        // A store may keep more than it is asked to.
        Assert.Superset(
            new HashSet<long> { 5, 6, 21, 22, 23, 24, 25 }, read.Select(frame => frame.Number.Value).ToHashSet());
        Assert.Equal(25, read[^1].Number.Value);
    }

    [Fact]
    public async Task ReadAsync_WhenAFewOfManyAreAskedFor_ReadsNothingBehindThem()
    {
        const int Events = 4096;
        const int Asked = 20;
        await using var log = Store.OpenLog(NewPartition());
        await Frames.AppendAsync(log, 200, Events);
        var before = Store.Meter.BytesRead;

        Assert.Equal(Asked, (await Frames.ReadAsync(log, 1, Asked)).Count);

        Assert.InRange(Store.Meter.BytesRead - before, Asked * Events, 2 * Asked * Events);
    }

    [Fact]
    public async Task ReadAsync_WhenAnotherProcessAppended_SeesItsFrames()
    {
        var partition = NewPartition();
        await using var log = Store.OpenLog(partition);
        await Frames.AppendAsync(log, 2);
        await using var other = (await OpenOtherAsync()).OpenLog(partition);
        var added = await Frames.AppendAsync(other, 2);

        var read = await Frames.ReadAsync(log, 3);

        Assert.Equal(2, read.Count);
        Frames.AssertEvents(added[1], read[1]);
    }

    [Fact]
    public async Task ReadAsync_WhenCancelled_Throws()
    {
        await using var log = Store.OpenLog(NewPartition());
        await Frames.AppendAsync(log, 1);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var frame in log.ReadAsync(new FrameNumber(1), new CancellationToken(canceled: true)))
                Assert.Fail($"Frame {frame.Number} was read.");
        });
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(20, 0)]
    [InlineData(0, 20)]
    [InlineData(100, 1024)]
    [InlineData(100, 200 * 1024)]
    [InlineData(100, 3 * 1024 * 1024)]
    [InlineData(Limits.MaxFrameEventBytes, 0)]
    [InlineData(Limits.MaxFrameEventBytes, 1024)]
    [InlineData(Limits.MaxFrameEventBytes, 640 * 1024)]
    public async Task ReadFrameAsync_WhenWritten_ReturnsEventsAndPayload(int events, int payload)
    {
        var partition = NewPartition();
        await using var log = Store.OpenLog(partition);
        var frames = await Frames.AppendAsync(log, 2, events, payload);

        await using var other = (await OpenOtherAsync()).OpenLog(partition);
        foreach (var frame in frames)
        {
            Frames.AssertWhole(frame, await log.ReadFrameAsync(frame.Number, None));
            Frames.AssertWhole(frame, await other.ReadFrameAsync(frame.Number, None));
        }

        var streamed = await Frames.ReadAsync(other);
        Assert.Equal(2, streamed.Count);
        Frames.AssertEvents(frames[0], streamed[0]);
        Frames.AssertEvents(frames[1], streamed[1]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(1000)]
    public async Task ReadFrameAsync_WhenNeverWritten_ReturnsNull(long number)
    {
        await using var log = Store.OpenLog(NewPartition());
        await Frames.AppendAsync(log, 3);

        Assert.Null(await log.ReadFrameAsync(new FrameNumber(number), None));
    }

    [Fact]
    public async Task ReadFrameAsync_WhileAppending_ReturnsWholeFrames()
    {
        await using var log = Store.OpenLog(NewPartition());
        var frames = await Frames.AppendAsync(log, 20, payload: 5000);

        var appending = Frames.AppendAsync(log, 20, payload: 5000);
        foreach (var frame in frames)
            Frames.AssertWhole(frame, await log.ReadFrameAsync(frame.Number, None));

        Assert.Equal(20, (await appending).Count);
    }

    [Fact]
    public async Task TrimAsync_WhenFramesAreKept_NeverLosesAKeptOrLaterFrame()
    {
        var partition = NewPartition();
        await using var log = Store.OpenLog(partition);
        var frames = await Frames.AppendAsync(log, 130);
        var last = new FrameNumber(120);
        FrameRange[] keep = [Range(3, 3), Range(10, 14), Range(119, 125)];

        await log.TrimAsync(last, keep, None);
        await log.TrimAsync(last, keep, None);

        await using var other = (await OpenOtherAsync()).OpenLog(partition);
        await AssertTrimmedAsync(other, frames, last, keep);
        Frames.AssertHead(frames[^1], await other.ReadHeadAsync(None));
    }

    [Fact]
    public async Task TrimAsync_WhenRunBySeveralAtOnce_NeverLosesAKeptFrame()
    {
        var partition = NewPartition();
        await using var log = Store.OpenLog(partition);
        await using var other = (await OpenOtherAsync()).OpenLog(partition);
        var frames = await Frames.AppendAsync(log, 60);
        var last = new FrameNumber(50);
        FrameRange[] keep = [Range(20, 25)];

        await Task.WhenAll(log.TrimAsync(last, keep, None).AsTask(), other.TrimAsync(last, keep, None).AsTask());

        await AssertTrimmedAsync(log, frames, last, keep);
    }

    [Fact]
    public async Task TrimAsync_WhenEverythingIsTrimmed_KeepsTheHeadAndAppendsGoOn()
    {
        var partition = NewPartition();
        await using var log = Store.OpenLog(partition);
        var frames = await Frames.AppendAsync(log, 5, payload: 300 * 1024);

        await log.TrimAsync(new FrameNumber(5), [], None);
        await log.TrimAsync(FrameNumber.None, [], None);

        await using var other = (await OpenOtherAsync()).OpenLog(partition);
        Frames.AssertHead(frames[^1], await other.ReadHeadAsync(None));
        var next = Assert.Single(await Frames.AppendAsync(other, 1));
        Assert.Equal(new FrameNumber(6), next.Number);
        Frames.AssertWhole(next, await other.ReadFrameAsync(next.Number, None));
        Frames.AssertEvents(next, (await Frames.ReadAsync(other))[^1]);
    }

    [Fact]
    public async Task TrimAsync_WhenLogIsEmpty_DoesNothing()
    {
        await using var log = Store.OpenLog(NewPartition());

        await log.TrimAsync(new FrameNumber(10), [Range(2, 3)], None);

        Assert.Equal(LogHead.Empty, await log.ReadHeadAsync(None));
    }

    [Fact]
    public async Task DeleteAsync_WhenLogHasFrames_LeavesAnEmptyLog()
    {
        var partition = NewPartition();
        await using var log = Store.OpenLog(partition);
        await Frames.AppendAsync(log, 120, payload: 2000);
        await Frames.AppendAsync(log, 2, payload: 200 * 1024);
        var oldHead = await log.ReadHeadAsync(None);

        await log.DeleteAsync(None);
        await log.DeleteAsync(None);

        await using var other = (await OpenOtherAsync()).OpenLog(partition);
        Assert.Equal(LogHead.Empty, await other.ReadHeadAsync(None));
        Assert.Empty(await Frames.ReadAsync(other));
        Assert.Null(await other.ReadFrameAsync(new FrameNumber(5), None));
        var outcome = await other.AppendAsync(oldHead, Frames.Following(oldHead));
        Assert.Equal(AppendStatus.Conflict, outcome.Status);
    }

    [Fact]
    public async Task DeleteAsync_WhenLogNeverExisted_DoesNothing()
    {
        await using var log = Store.OpenLog(NewPartition());

        await log.DeleteAsync(None);

        Assert.Equal(LogHead.Empty, await log.ReadHeadAsync(None));
    }

    private static FrameRange Range(long first, long last) => new(new FrameNumber(first), new FrameNumber(last));

    private static async Task AssertTrimmedAsync(
        ICommitLog log, List<NewFrame> frames, FrameNumber last, FrameRange[] keep)
    {
        var streamed = (await Frames.ReadAsync(log)).ToDictionary(frame => frame.Number);
        Assert.Equal(streamed.Keys.Order(), streamed.Keys);
        foreach (var frame in frames)
        {
            var found = await log.ReadFrameAsync(frame.Number, None);
            Assert.Equal(found is not null, streamed.ContainsKey(frame.Number));
            if (frame.Number > last || keep.Any(range => range.First <= frame.Number && frame.Number <= range.Last))
                Frames.AssertWhole(frame, found);
            else if (found is not null)
                Frames.AssertWhole(frame, found);
        }
    }
}
