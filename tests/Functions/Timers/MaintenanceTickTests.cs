using Microsoft.Extensions.Logging.Abstractions;
using QueueService.Functions.Timers;
using QueueService.Partitions.Messages;
using QueueService.Partitions.Settings;
using QueueService.Queues;
using QueueService.Queues.History;
using QueueService.Storage.Memory;

namespace QueueService.Tests.Functions.Timers;

public sealed class MaintenanceTickTests
{
    [Fact]
    public async Task RunUnlessIdle_WhenNothingHappensAnyMore_AsksNothingOfTheStore()
    {
        await using MemoryStore store = new(new MemoryDisk(TimeProvider.System));
        await using Broker broker = await OpenAsync(store);
        var tick = new MaintenanceTick(broker, store.Meter, new QueueBoard(TimeProvider.System), NullLogger.Instance);
        Assert.True(await tick.RunUnlessIdleAsync(CancellationToken.None));
        long atRest = store.Meter.Transactions;
        Assert.False(await tick.RunUnlessIdleAsync(CancellationToken.None));
        Assert.Equal(atRest, store.Meter.Transactions);

        await SendAsync(broker);
        Assert.True(await tick.RunUnlessIdleAsync(CancellationToken.None));
        Assert.True(await tick.RunUnlessIdleAsync(CancellationToken.None));
    }

    [Fact]
    public async Task RunUnlessIdle_WhenAnotherProcessHasLeftMessages_FindsThemWithinTenTurns()
    {
        MemoryDisk disk = new(TimeProvider.System);
        await using MemoryStore store = new(disk);
        await using Broker broker = await OpenAsync(store);
        QueueBoard board = new(TimeProvider.System);
        var tick = new MaintenanceTick(broker, store.Meter, board, NullLogger.Instance);
        Assert.True(await tick.RunUnlessIdleAsync(CancellationToken.None));
        await using MemoryStore otherStore = new(disk);
        await using (Broker other = await OpenAsync(otherStore))
            await SendAsync(other);

        int rested = 0;
        while (!await tick.RunUnlessIdleAsync(CancellationToken.None))
            Assert.InRange(++rested, 1, 9);
        Assert.Single(board.Samples);
    }

    [Fact]
    public async Task RunUnlessIdle_WhenNoOtherProcessCanWrite_RestsForGood()
    {
        await using MemoryStore store = new(
            new MemoryDisk(TimeProvider.System), new MemoryStoreOptions { HasOtherWriters = false });
        await using Broker broker = await OpenAsync(store);
        var tick = new MaintenanceTick(broker, store.Meter, new QueueBoard(TimeProvider.System), NullLogger.Instance);
        Assert.True(await tick.RunUnlessIdleAsync(CancellationToken.None));
        for (int turn = 0; turn < 100; turn++)
            Assert.False(await tick.RunUnlessIdleAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Run_WhenThereAreMessages_KeepsWhatItHasSeen()
    {
        await using MemoryStore store = new(new MemoryDisk(TimeProvider.System));
        await using Broker broker = await OpenAsync(store);
        var tick = new MaintenanceTick(broker, store.Meter, new QueueBoard(TimeProvider.System), NullLogger.Instance);
        await SendAsync(broker);
        await tick.RunAsync(CancellationToken.None);
        (HistoryInfo sum, _) = await broker.GetHistoryAsync(
            TimeProvider.System.GetUtcNow(), isByHour: false, _ => true, CancellationToken.None);
        Assert.Equal(1, sum.Visible[^1]);
    }

    private static async Task<Broker> OpenAsync(MemoryStore store)
    {
        await store.InitializeAsync(CancellationToken.None);
        return await Broker.OpenAsync(
            store, TimeProvider.System, RandomSource.System, NullLogger.Instance, MemoryLimits.Default, CancellationToken.None);
    }

    private static async Task SendAsync(Broker broker)
    {
        QueueName queue = QueueName.Parse("q");
        await broker.CreateQueueAsync(queue, new QueueSettingsChange(), CancellationToken.None);
        await broker.SendAsync(queue, [new NewMessage { Body = "a"u8.ToArray(), IsText = true }], CancellationToken.None);
    }
}
