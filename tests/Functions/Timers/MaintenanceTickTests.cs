using Microsoft.Extensions.Logging.Abstractions;
using QueueService.Functions.Timers;
using QueueService.Queues;
using QueueService.Queues.Messages;
using QueueService.Queues.Settings;
using QueueService.Storage.Memory;

namespace QueueService.Tests.Functions.Timers;

public sealed class MaintenanceTickTests
{
    [Fact]
    public async Task RunUnlessIdle_WhenNothingHappensAnyMore_AsksNothingOfTheStore()
    {
        await using var store = new MemoryStore(new MemoryDisk(TimeProvider.System));
        await store.InitializeAsync(CancellationToken.None);
        await using Broker broker = await Broker.OpenAsync(
            store, TimeProvider.System, RandomSource.System, NullLogger.Instance, MemoryLimits.Default, CancellationToken.None);
        var tick = new MaintenanceTick(broker, store.Meter, new QueueBoard(TimeProvider.System), NullLogger.Instance);
        Assert.True(await tick.RunUnlessIdleAsync(CancellationToken.None));
        long atRest = store.Meter.Transactions;
        Assert.False(await tick.RunUnlessIdleAsync(CancellationToken.None));
        Assert.Equal(atRest, store.Meter.Transactions);

        QueueName queue = QueueName.Parse("q");
        await broker.CreateQueueAsync(queue, new QueueSettingsChange(), CancellationToken.None);
        await broker.SendAsync(queue, [new NewMessage { Body = "a"u8.ToArray(), IsText = true }], CancellationToken.None);
        Assert.True(await tick.RunUnlessIdleAsync(CancellationToken.None));
        Assert.True(await tick.RunUnlessIdleAsync(CancellationToken.None));
    }
}
