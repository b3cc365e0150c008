using Microsoft.Extensions.Logging.Abstractions;
using QueueService.Functions.Timers;
using QueueService.Queues;
using QueueService.Routing;
using QueueService.Storage.Memory;
using QueueService.Tests.Core;

namespace QueueService.Tests.Functions.Timers;

public sealed class MaintenanceTimerTests
{
    [Fact]
    public async Task Run_WhenATickFailsByAFault_TellsSoBeforeItEnds()
    {
        var faults = new BrokenListings();
        await using var store = new MemoryStore(
            new MemoryDisk(TimeProvider.System), new MemoryStoreOptions { Faults = faults });
        await store.InitializeAsync(CancellationToken.None);
        await using Broker broker = await Broker.OpenAsync(
            store, TimeProvider.System, RandomSource.System, NullLogger.Instance, MemoryLimits.Default, CancellationToken.None);
        await using ExchangeBroker exchanges = await ExchangeBroker.OpenAsync(broker, CancellationToken.None);
        var watch = new ExchangeWatch(exchanges, TimeProvider.System, NullLogger.Instance);
        var tick = new MaintenanceTick(
            broker, watch, store.Meter, new QueueBoard(TimeProvider.System), NullLogger.Instance);
        faults.IsBroken = true;
        var log = new FaultLog();

        var time = new FakeTime();
        await using var timer = new MaintenanceTimer(tick, time, log);
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.IsType<InvalidOperationException>(await log.First.WaitAsync(TimeSpan.FromSeconds(30)));
        faults.IsBroken = false;
    }

    private sealed class BrokenListings : StorageFaults
    {
        public bool IsBroken { get; set; }

        public override ValueTask<StorageFault> BeforeAsync(StorageCall call) =>
            IsBroken ? throw new InvalidOperationException("An invariant is broken.") : base.BeforeAsync(call);
    }
}
