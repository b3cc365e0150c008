using QueueService.Storage;
using QueueService.Storage.Memory;

namespace QueueService.Tests.Storage.Memory;

public sealed class MemoryFaultTests
{
    private readonly ScriptedFaults _faults = new();
    private readonly IStore _store;
    private readonly ICommitLog _log;
    private readonly IStore _other;

    public MemoryFaultTests()
    {
        var disk = new MemoryDisk(TimeProvider.System);
        Func<StorageFaults, IStore> open = faults => new MemoryStore(disk, new MemoryStoreOptions { Faults = faults });
        _store = open(_faults);
        _log = _store.OpenLog(new PartitionId(1, 0));
        _other = open(StorageFaults.None);
    }

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task AppendAsync_WhenAnswerIsLost_IsUnknownThoughStored()
    {
        _faults.After = _ => new(true);
        var frame = Frames.Following(LogHead.Empty);

        var outcome = await _log.AppendAsync(LogHead.Empty, frame);

        Assert.Equal(AppendStatus.Unknown, outcome.Status);
        Frames.AssertHead(frame, await OtherHeadAsync());
    }

    [Theory]
    [InlineData(StorageFault.Lost, AppendStatus.Unknown)]
    [InlineData(StorageFault.Throttled, AppendStatus.Throttled)]
    [InlineData(StorageFault.Full, AppendStatus.Full)]
    public async Task AppendAsync_WhenCallFailsBefore_StoresNothing(StorageFault fault, AppendStatus status)
    {
        _faults.Before = _ => new(fault);

        var outcome = await _log.AppendAsync(LogHead.Empty, Frames.Following(LogHead.Empty));

        Assert.Equal(status, outcome.Status);
        Assert.Equal(LogHead.Empty, await OtherHeadAsync());
    }

    [Fact]
    public async Task AppendAsync_WhenRequestArrivesLate_IsStoredThen()
    {
        _faults.Before = _ => new(StorageFault.Lost);
        var frame = Frames.Following(LogHead.Empty);
        await _log.AppendAsync(LogHead.Empty, frame);
        Assert.Equal(LogHead.Empty, await OtherHeadAsync());

        Assert.Single(_faults.Calls).ArriveLate();

        Frames.AssertHead(frame, await OtherHeadAsync());
    }

    [Fact]
    public async Task AppendAsync_WhenRequestArrivesAfterAnotherAppend_ChangesNothing()
    {
        _faults.Before = _ => new(StorageFault.Lost);
        await _log.AppendAsync(LogHead.Empty, Frames.Following(LogHead.Empty));
        await using var other = _other.OpenLog(new PartitionId(1, 0));
        var winner = Assert.Single(await Frames.AppendAsync(other, 1, events: 50));

        Assert.Single(_faults.Calls).ArriveLate();

        Frames.AssertHead(winner, await OtherHeadAsync());
        Assert.Single(await Frames.ReadAsync(other));
    }

    [Fact]
    public async Task AppendAsync_WhenHookWaits_WaitsWithIt()
    {
        var gate = new TaskCompletionSource<StorageFault>();
        _faults.Before = _ => new(gate.Task);
        var append = _log.AppendAsync(LogHead.Empty, Frames.Following(LogHead.Empty)).AsTask();
        Assert.False(append.IsCompleted);
        Assert.Equal(LogHead.Empty, await OtherHeadAsync());

        gate.SetResult(StorageFault.None);

        Assert.Equal(AppendStatus.Committed, (await append).Status);
    }

    [Fact]
    public async Task AppendAsync_WhenProcessCrashesAfterwards_HasStoredTheFrame()
    {
        _faults.After = _ => throw new TimeoutException("crash");

        await Assert.ThrowsAsync<TimeoutException>(async () =>
            await _log.AppendAsync(LogHead.Empty, Frames.Following(LogHead.Empty)));

        Assert.Equal(new FrameNumber(1), (await OtherHeadAsync()).Last);
    }

    [Fact]
    public async Task Documents_WhenAnswerIsLost_ThrowThoughStored()
    {
        _faults.After = _ => new(true);

        await Assert.ThrowsAsync<StorageUnavailableException>(async () =>
            await _store.Documents.CreateAsync("queues", "a", new byte[] { 1 }, None));

        Assert.NotNull(await _other.Documents.GetAsync("queues", "a", None));
    }

    [Theory]
    [InlineData(StorageFault.Lost)]
    [InlineData(StorageFault.Throttled)]
    [InlineData(StorageFault.Full)]
    public async Task OtherCalls_WhenCallFailsBefore_ThrowUnavailable(StorageFault fault)
    {
        _faults.Before = _ => new(fault);
        Func<Task>[] calls =
        [
            async () => await _store.CheckAsync(None),
            async () => await _log.ReadHeadAsync(None),
            async () => await Frames.ReadAsync(_log),
            async () => await _log.ReadFrameAsync(new FrameNumber(1), None),
            async () => await _log.TrimAsync(new FrameNumber(1), [], None),
            async () => await _log.DeleteAsync(None),
            async () => await _store.Blobs.PutAsync("a", new byte[1], None),
            async () => await _store.Blobs.GetAsync("a", None),
            async () => await _store.Documents.ListAsync("queues", "", null, 10, None),
        ];

        foreach (var call in calls)
            await Assert.ThrowsAsync<StorageUnavailableException>(call);

        Assert.Equal(calls.Length, _faults.Calls.Count);
    }

    [Fact]
    public async Task AppendAsync_WhenItIsRepeated_StoresTheFrameAndConflictsWithIt()
    {
        _faults.Before = _ => new(StorageFault.Repeated);
        LogHead? between = null;
        _faults.Between = async _ => between = await OtherHeadAsync();
        var frame = Frames.Following(LogHead.Empty);

        var outcome = await _log.AppendAsync(LogHead.Empty, frame);

        Assert.Equal(AppendStatus.Conflict, outcome.Status);
        Frames.AssertHead(frame, between!);
        Frames.AssertHead(frame, await OtherHeadAsync());
    }

    [Fact]
    public async Task Documents_WhenWritesAreRepeated_AreWrittenOnceAndSaySo()
    {
        _faults.Before = call => new(
            call.Operation == StorageOperation.GetDocument ? StorageFault.None : StorageFault.Repeated);

        var created = await _store.Documents.CreateAsync("queues", "a", new byte[] { 1 }, None);
        var replaced = await _store.Documents.ReplaceAsync("queues", "a", new byte[] { 2 }, created!.Version, None);

        Assert.Equal(replaced!.Version, (await _other.Documents.GetAsync("queues", "a", None))!.Version);
        Assert.True(await _store.Documents.DeleteAsync("queues", "a", replaced.Version, None));
        Assert.Null(await _other.Documents.GetAsync("queues", "a", None));
    }

    [Fact]
    public async Task ReplaceAsync_WhenAnotherWritesBetweenTheTwoTimes_LeavesItsContent()
    {
        var created = await _store.Documents.CreateAsync("queues", "a", new byte[] { 1 }, None);
        _faults.Before = call => new(
            call.Operation == StorageOperation.ReplaceDocument ? StorageFault.Repeated : StorageFault.None);
        _faults.Between = async _ =>
        {
            var current = await _other.Documents.GetAsync("queues", "a", None);
            await _other.Documents.ReplaceAsync("queues", "a", new byte[] { 3 }, current!.Version, None);
        };

        Assert.Null(await _store.Documents.ReplaceAsync("queues", "a", new byte[] { 2 }, created!.Version, None));

        Assert.Equal([3], (await _other.Documents.GetAsync("queues", "a", None))!.Content.ToArray());
    }

    [Fact]
    public async Task Clock_WhenTheDiskTellsItsTime_KnowsHowFarOffTheProcessIs()
    {
        var time = new AheadTime();
        var store = new MemoryStore(new MemoryDisk(TimeProvider.System), new MemoryStoreOptions { Time = time });
        Assert.Equal(TimeSpan.Zero, store.Clock.Skew);

        await store.CheckAsync(None);

        Assert.InRange(store.Clock.Skew, TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(60));
        Assert.Equal(TimeSpan.Zero, _store.Clock.Skew);
    }

    [Fact]
    public async Task ReadAsync_WhenLogHasSeveralPages_CallsOncePerPage()
    {
        await Frames.AppendAsync(_log, 250);
        _faults.Calls.Clear();

        await Frames.ReadAsync(_log);

        Assert.Equal(3, _faults.Calls.Count(call => call.Operation == StorageOperation.ReadFrames));
    }

    private async Task<LogHead> OtherHeadAsync()
    {
        await using var log = _other.OpenLog(new PartitionId(1, 0));
        return await log.ReadHeadAsync(None);
    }

    private sealed class AheadTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddHours(1);
    }
}
