using QueueService.Functions.Service;
using QueueService.Storage;
using QueueService.Storage.Local;
using QueueService.Storage.Memory;

namespace QueueService.Tests.Functions.Service;

public sealed class ReadinessTests
{
    private readonly SetTime _time = new();
    private readonly SteppedTime _steps = new();
    private readonly RefusingStore _faults = new();
    private readonly MemoryStore _store;
    private readonly Readiness _readiness;

    public ReadinessTests()
    {
        _store = new MemoryStore(
            new MemoryDisk(TimeProvider.System), new MemoryStoreOptions { Faults = _faults, Time = _time });
        _readiness = new Readiness(_store, _steps);
    }

    [Fact]
    public async Task Check_WhenStoreAndClockAreWell_IsReady() =>
        Assert.Equal(Readiness.Ready, await _readiness.CheckAsync(default));

    [Theory]
    [InlineData(60, false)]
    [InlineData(-60, false)]
    [InlineData(60, true)]
    public async Task Check_WhenTheClockIsOff_NamesTheClock(int minutes, bool isRefused)
    {
        await _store.CheckAsync(default);
        _time.Skew = TimeSpan.FromMinutes(minutes);
        _faults.IsRefusing = isRefused;

        var refusal = await Assert.ThrowsAsync<StorageUnavailableException>(() => _readiness.CheckAsync(default));

        Assert.StartsWith("The clock of this machine is at least", refusal.Message, StringComparison.Ordinal);
        _time.Skew = TimeSpan.Zero;
        _faults.IsRefusing = false;
        _steps.Step();
        Assert.Equal(Readiness.Ready, await _readiness.CheckAsync(default));
    }

    [Fact]
    public async Task Check_WhenTheClockGoesOffWithinTheSecond_NamesTheClock()
    {
        await _readiness.CheckAsync(default);
        _time.Skew = TimeSpan.FromMinutes(60);

        var refusal = await Assert.ThrowsAsync<StorageUnavailableException>(() => _readiness.CheckAsync(default));

        Assert.StartsWith("The clock of this machine is at least", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_WhenOnlyTheStoreRefuses_NamesTheStore()
    {
        _faults.IsRefusing = true;

        var refusal = await Assert.ThrowsAsync<StorageUnavailableException>(() => _readiness.CheckAsync(default));

        Assert.DoesNotContain("clock", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_WhenManyAsk_AsksTheStoreOnceASecond()
    {
        long before = _store.Meter.Transactions;
        for (int n = 0; n < 100; n++)
            Assert.Equal(Readiness.Ready, await _readiness.CheckAsync(default));
        long one = _store.Meter.Transactions - before;
        _steps.Step();
        await _readiness.CheckAsync(default);

        Assert.True(one > 0);
        Assert.Equal(2 * one, _store.Meter.Transactions - before);
    }

    [Fact]
    public async Task Check_WhenTheDiskHasOnlyItsReserve_SaysThatSendsAreRefused()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("queue-service-test");
        try
        {
            await using LocalStore store = new(new LocalStoreOptions(folder.FullName)
            {
                ReserveBytes = 1000, Disk = () => (999, 1_000_000),
            });
            await store.InitializeAsync(default);
            Assert.Equal(
                "ready, but the disk is full: sends are refused",
                await new Readiness(store, TimeProvider.System).CheckAsync(default));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private sealed class SetTime : TimeProvider
    {
        public TimeSpan Skew { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Skew;
    }

    private sealed class SteppedTime : TimeProvider
    {
        private long _seconds = 1;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _seconds;

        public void Step() => _seconds++;
    }

    private sealed class RefusingStore : StorageFaults
    {
        public bool IsRefusing { get; set; }

        public override ValueTask<StorageFault> BeforeAsync(StorageCall call) =>
            new(IsRefusing ? StorageFault.Throttled : StorageFault.None);
    }
}
