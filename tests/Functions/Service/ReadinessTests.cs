using QueueService.Functions.Service;
using QueueService.Storage;
using QueueService.Storage.Memory;

namespace QueueService.Tests.Functions.Service;

public sealed class ReadinessTests
{
    private readonly SetTime _time = new();
    private readonly RefusingStore _faults = new();
    private readonly MemoryStore _store;

    public ReadinessTests() => _store = new MemoryStore(
        new MemoryDisk(TimeProvider.System), new MemoryStoreOptions { Faults = _faults, Time = _time });

    [Fact]
    public async Task Check_WhenStoreAndClockAreWell_IsReady() => await Readiness.CheckAsync(_store, default);

    [Theory]
    [InlineData(60, false)]
    [InlineData(-60, false)]
    [InlineData(60, true)]
    public async Task Check_WhenTheClockIsOff_NamesTheClock(int minutes, bool isRefused)
    {
        await _store.CheckAsync(default);
        _time.Skew = TimeSpan.FromMinutes(minutes);
        _faults.IsRefusing = isRefused;

        var refusal = await Assert.ThrowsAsync<StorageUnavailableException>(() => Readiness.CheckAsync(_store, default));

        Assert.StartsWith("The clock of this machine is at least", refusal.Message, StringComparison.Ordinal);
        _time.Skew = TimeSpan.Zero;
        _faults.IsRefusing = false;
        await Readiness.CheckAsync(_store, default);
    }

    [Fact]
    public async Task Check_WhenOnlyTheStoreRefuses_NamesTheStore()
    {
        _faults.IsRefusing = true;

        var refusal = await Assert.ThrowsAsync<StorageUnavailableException>(() => Readiness.CheckAsync(_store, default));

        Assert.DoesNotContain("clock", refusal.Message, StringComparison.Ordinal);
    }

    private sealed class SetTime : TimeProvider
    {
        public TimeSpan Skew { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Skew;
    }

    private sealed class RefusingStore : StorageFaults
    {
        public bool IsRefusing { get; set; }

        public override ValueTask<StorageFault> BeforeAsync(StorageCall call) =>
            new(IsRefusing ? StorageFault.Throttled : StorageFault.None);
    }
}
