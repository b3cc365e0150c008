using Microsoft.Extensions.Logging.Abstractions;
using QueueService.Exchanges.Matching;
using QueueService.Exchanges.Settings;
using QueueService.Functions.Timers;
using QueueService.Partitions.Messages;
using QueueService.Partitions.Settings;
using QueueService.Queues;
using QueueService.Queues.History;
using QueueService.Queues.Messages;
using QueueService.Routing;
using QueueService.Routing.Publishing;
using QueueService.Storage.Memory;
using QueueService.Tests.Core;

namespace QueueService.Tests.Functions.Timers;

public sealed class MaintenanceTickTests
{
    [Fact]
    public async Task RunUnlessIdle_WhenNothingHappensAnyMore_AsksNothingOfTheStore()
    {
        await using MemoryStore store = new(new MemoryDisk(TimeProvider.System));
        await using Broker broker = await OpenAsync(store);
        await using ExchangeBroker exchanges = await ExchangeBroker.OpenAsync(broker, CancellationToken.None);
        var tick = Tick(broker, exchanges, store);
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
        await using ExchangeBroker exchanges = await ExchangeBroker.OpenAsync(broker, CancellationToken.None);
        QueueBoard board = new(TimeProvider.System);
        var tick = Tick(broker, exchanges, store, board);
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
        await using ExchangeBroker exchanges = await ExchangeBroker.OpenAsync(broker, CancellationToken.None);
        var tick = Tick(broker, exchanges, store);
        Assert.True(await tick.RunUnlessIdleAsync(CancellationToken.None));
        for (int turn = 0; turn < 100; turn++)
            Assert.False(await tick.RunUnlessIdleAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Run_WhenThereAreMessages_KeepsWhatItHasSeen()
    {
        await using MemoryStore store = new(new MemoryDisk(TimeProvider.System));
        await using Broker broker = await OpenAsync(store);
        await using ExchangeBroker exchanges = await ExchangeBroker.OpenAsync(broker, CancellationToken.None);
        var tick = Tick(broker, exchanges, store);
        await SendAsync(broker);
        await tick.RunAsync(CancellationToken.None);
        (HistoryInfo sum, _) = await broker.GetHistoryAsync(
            TimeProvider.System.GetUtcNow(), isByHour: false, _ => true, CancellationToken.None);
        Assert.Equal(1, sum.Visible[^1]);
    }

    [Fact]
    public async Task Run_WhenExchangesAreUsed_LogsThemEveryFiveMinutesUntilTheyRest()
    {
        await using MemoryStore store = new(new MemoryDisk(TimeProvider.System));
        await using Broker broker = await OpenAsync(store);
        await using ExchangeBroker exchanges = await ExchangeBroker.OpenAsync(broker, CancellationToken.None);
        ExchangeName used = ExchangeName.Parse("used");
        foreach (ExchangeName name in (ExchangeName[])[used, ExchangeName.Parse("idle")])
        {
            await exchanges.CreateAsync(
                name, new ExchangeSettings { Type = ExchangeType.Fanout }, CancellationToken.None);
        }

        LineLog log = new();
        FakeTime time = new();
        MaintenanceTick tick = new(
            broker, new ExchangeWatch(exchanges, time, log), store.Meter, new QueueBoard(time), NullLogger.Instance);
        await tick.RunAsync(CancellationToken.None);
        Assert.Empty(log.Lines);

        QueueName[] queues = [await MakeAsync(broker, "one"), await MakeAsync(broker, "two")];
        foreach (QueueName queue in queues)
        {
            await exchanges.BindAsync(
                used,
                BindingRules.Make(ExchangeType.Fanout, TopicSyntax.Amqp, Destination.Of(queue), null, null),
                CancellationToken.None);
        }

        NewMessage message = new() { Body = "a"u8.ToArray(), IsText = true };
        await exchanges.PublishAsync(used, [new NewPublish(message), new NewPublish(message)], CancellationToken.None);
        await tick.RunAsync(CancellationToken.None);
        Assert.Empty(log.Lines);
        await Eventually.UntilAsync(async () =>
            (await exchanges.ListAsync("used", 1, null, CancellationToken.None)).Items[0].Behind == 0);
        time.Advance(TimeSpan.FromMinutes(5));
        await tick.RunAsync(CancellationToken.None);
        Assert.Equal(["ExchangeFlow used 2 0 0 0"], log.Lines);
        time.Advance(TimeSpan.FromMinutes(5));
        await tick.RunAsync(CancellationToken.None);
        Assert.Single(log.Lines);
    }

    [Fact]
    public async Task Run_WhileDeadLettersWaitForAnExchange_LogsThemAgainAndAgain()
    {
        await using MemoryStore store = new(new MemoryDisk(TimeProvider.System));
        await using Broker broker = await OpenAsync(store);
        await using ExchangeBroker exchanges = await ExchangeBroker.OpenAsync(broker, CancellationToken.None);
        ExchangeName graves = ExchangeName.Parse("graves");
        await exchanges.CreateAsync(
            graves, new ExchangeSettings { Type = ExchangeType.Fanout }, CancellationToken.None);
        QueueName queue = await MakeAsync(
            broker, "q", new QueueSettingsChange { DeadLetter = new DeadLetterSetting(graves, null) });
        await broker.SendAsync(
            queue, [new NewMessage { Body = "a"u8.ToArray(), IsText = true }], CancellationToken.None);
        MessageView received = Assert.Single(
            await broker.ReceiveAsync(queue, new ReceiveOptions(1), CancellationToken.None));
        await broker.RejectAsync(queue, [received.ReceiptHandle!], null, CancellationToken.None);

        LineLog log = new();
        FakeTime time = new();
        ExchangeWatch watch = new(exchanges, time, log);
        for (int looks = 1; looks <= 2; looks++)
        {
            await watch.LookAsync(CancellationToken.None);
            Assert.Equal(Enumerable.Repeat("ExchangeFlow graves 0 0 1 0", looks), log.Lines);
            time.Advance(TimeSpan.FromMinutes(5));
        }
    }

    private static MaintenanceTick Tick(
        Broker broker, ExchangeBroker exchanges, MemoryStore store, QueueBoard? board = null) => new(
        broker,
        new ExchangeWatch(exchanges, TimeProvider.System, NullLogger.Instance),
        store.Meter,
        board ?? new QueueBoard(TimeProvider.System),
        NullLogger.Instance);

    private static async Task<QueueName> MakeAsync(Broker broker, string name, QueueSettingsChange? settings = null)
    {
        QueueName queue = QueueName.Parse(name);
        await broker.CreateQueueAsync(queue, settings ?? new QueueSettingsChange(), CancellationToken.None);
        return queue;
    }

    private static async Task<Broker> OpenAsync(MemoryStore store)
    {
        await store.InitializeAsync(CancellationToken.None);
        return await Broker.OpenAsync(
            store, TimeProvider.System, RandomSource.System, NullLogger.Instance, MemoryLimits.Default, CancellationToken.None);
    }

    private static async Task SendAsync(Broker broker)
    {
        QueueName queue = await MakeAsync(broker, "q");
        await broker.SendAsync(queue, [new NewMessage { Body = "a"u8.ToArray(), IsText = true }], CancellationToken.None);
    }
}
