using QueueService.Exchanges.Matching;
using QueueService.Queues;
using QueueService.Routing;
using QueueService.Routing.Metering;
using QueueService.Routing.Publishing;
using QueueService.Storage.Memory;
using QueueService.Tests.Core.Queues;

namespace QueueService.Tests.Core.Routing.Metering;

/// <summary>What a process tells of the exchanges that it has served.</summary>
public sealed class ExchangeMeterTests : IAsyncLifetime
{
    private readonly ExchangeHarness _harness = new();
    private readonly StorageHooks _hooks = new();
    private Broker _queues = null!;
    private ExchangeBroker _exchanges = null!;

    public async Task InitializeAsync() => (_queues, _exchanges) = await _harness.StartAsync(_hooks);

    public async Task DisposeAsync() => await _harness.DisposeAsync();

    [Fact]
    public async Task Read_WhenMessagesWerePublished_CountsThemByExchangeAndForgetsWhatIsDeleted()
    {
        ExchangeName orders = await ExchangeHarness.MakeAsync(_exchanges, "orders", ExchangeType.Direct);
        await ExchangeHarness.BindAsync(_queues, _exchanges, orders, "paid", "paid");
        ExchangeName unused = await ExchangeHarness.MakeAsync(_exchanges, "unused");
        await ExchangeHarness.PublishAsync(_exchanges, orders, "1", "paid");
        await ExchangeHarness.PublishAsync(_exchanges, orders, "2", "none", isMandatory: false);
        await Assert.ThrowsAsync<BrokerException>(() => ExchangeHarness.PublishAsync(_exchanges, orders, "3", "none"));

        Assert.Equal(new ExchangeFigures(orders, 2, 1, 0), Assert.Single(_exchanges.ReadFigures()));

        await _exchanges.DeleteAsync(orders, ifUnused: false, ExchangeHarness.None);
        await _exchanges.DeleteAsync(unused, ifUnused: false, ExchangeHarness.None);
        Assert.Empty(_exchanges.ReadFigures());
    }

    [Fact]
    public async Task Read_WhileAQueueTakesNoCopies_TellsHowManyAreBehind()
    {
        ExchangeName news = await ExchangeHarness.MakeAsync(_exchanges, "news");
        QueueName slow = await ExchangeHarness.BindAsync(_queues, _exchanges, news, "slow");
        await ExchangeHarness.BindAsync(_queues, _exchanges, news, "quick");
        string partition = _queues.Parts.Catalog.FindKnown(slow)!.Partition(0).ToString();
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _hooks.Before = call =>
        {
            if (call.Operation != StorageOperation.Append
                || !string.Equals(call.Target, partition, StringComparison.Ordinal))
                return Task.CompletedTask;
            asked.TrySetResult();
            return goOn.Task;
        };

        Task<PublishResult> publish = ExchangeHarness.PublishAsync(_exchanges, news, "1");
        await asked.Task.WaitAsync(TimeSpan.FromMinutes(1));
        Assert.InRange(Assert.Single(_exchanges.ReadFigures()).Behind, 1, 2);

        goOn.SetResult();
        await publish;
        await BrokerCluster.UntilAsync(() => _exchanges.ReadFigures().Single().Behind == 0);
        await _exchanges.DeleteAsync(news, ifUnused: false, ExchangeHarness.None);
        Assert.Equal(["1"], await BrokerCluster.DrainAsync(_queues, slow));
        Assert.Empty(_exchanges.ReadFigures());
    }
}
