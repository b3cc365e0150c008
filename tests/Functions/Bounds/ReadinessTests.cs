using QueueService.Functions.Service;
using QueueService.Storage.Memory;

namespace QueueService.Tests.Functions.Bounds;

public sealed class ReadinessTests
{
    [Fact]
    public async Task Check_WhenManyAsk_AsksTheStoreOnceASecond()
    {
        SteppedTime time = new();
        await using MemoryStore store = new(new MemoryDisk(TimeProvider.System));
        await store.InitializeAsync(CancellationToken.None);
        Readiness readiness = new(store, time);
        long before = store.Meter.Transactions;
        for (int n = 0; n < 100; n++)
            Assert.Equal(Readiness.Ready, await readiness.CheckAsync(CancellationToken.None));
        long one = store.Meter.Transactions - before;
        time.Step();
        await readiness.CheckAsync(CancellationToken.None);
        Assert.Equal(2 * one, store.Meter.Transactions - before);
    }

    private sealed class SteppedTime : TimeProvider
    {
        private long _seconds = 1;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _seconds;

        public void Step() => _seconds++;
    }
}
