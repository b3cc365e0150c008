using QueueService.Partitions.Settings;
using QueueService.Queues;
using QueueService.Queues.Messages;
using QueueService.Routing;
using QueueService.Storage.Memory;
using QueueService.Tests.Core.Queues;

namespace QueueService.Tests.Core.Routing;

/// <summary>
/// Dead letters on their way through an exchange while a process ends, and what they go by is deleted. Two processes
/// share a disk.
/// </summary>
public sealed class DeadLetterCrashTests : IAsyncLifetime
{
    private static readonly ExchangeName Dead = ExchangeName.Parse("dead");

    private readonly ExchangeHarness _harness = new();
    private readonly FakeTime _time = new();
    private readonly AppendFaults _faults = new();
    private readonly QueueName _work = QueueName.Parse("work");
    private Broker _one = null!;
    private ExchangeBroker _exchanges = null!;

    public async Task InitializeAsync()
    {
        (_one, _exchanges) = await _harness.StartAsync(_faults, _time);
        await ExchangeHarness.MakeAsync(_exchanges, "dead");
        await BrokerCluster.CreateAsync(
            _one, "work", new QueueSettingsChange { DeadLetter = new DeadLetterSetting(Dead, 1) });
        await BrokerCluster.SendAsync(_one, _work, "1", "2");
    }

    public async Task DisposeAsync() => await _harness.DisposeAsync();

    /// <summary>It is held; it has set out; one queue has its copy; both have; one is known to have it.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Reject_WhenTheProcessEndsAfterSoManyCommits_BringsOneCopyToEachQueue(int commits)
    {
        QueueName a = await ExchangeHarness.BindAsync(_one, _exchanges, Dead, "a");
        QueueName b = await ExchangeHarness.BindAsync(_one, _exchanges, Dead, "b");
        IReadOnlyList<MessageView> received = await ReceiveAsync(_one);
        int appends = 0;
        _faults.Before = (_, _) => Interlocked.Increment(ref appends) <= commits
            ? StorageFault.None
            : StorageFault.Throttled;

        await _one.RejectAsync(
            _work, [.. received.Select(message => message.ReceiptHandle!)], null, ExchangeHarness.None);
        await BrokerCluster.UntilAsync(() => Volatile.Read(ref appends) > commits);

        (Broker two, _) = await _harness.StartAsync(time: _time);
        Dictionary<QueueName, List<string>> found = new() { [a] = [], [b] = [] };
        await UntilAsync(two, async () =>
        {
            foreach ((QueueName queue, List<string> bodies) in found)
                bodies.AddRange(await BrokerCluster.DrainAsync(two, queue));
            return found.Values.All(bodies => bodies.Count >= 2);
        });

        // The first process was only held up, and goes on.
        _faults.Before = (_, _) => StorageFault.None;
        await UntilAsync(two, async () => await IsEmptyAsync(_one) && await IsEmptyAsync(two));
        foreach ((QueueName queue, List<string> bodies) in found)
        {
            bodies.AddRange(await BrokerCluster.DrainAsync(_one, queue));
            Assert.Equal(["1", "2"], bodies);
        }
    }

    [Fact]
    public async Task Delete_OfTheExchange_LeavesWhatIsHeldUntilThereIsAnother()
    {
        await RejectAllAsync();
        await BrokerCluster.UntilAsync(async () => (await StatsAsync(_one)).Held == 2);
        await _exchanges.DeleteAsync(Dead, ifUnused: false, ExchangeHarness.None);
        _time.Advance(PartitionCare.Period);
        Assert.Equal(2, (await StatsAsync(_one)).Held);

        await ExchangeHarness.MakeAsync(_exchanges, "dead");
        QueueName a = await ExchangeHarness.BindAsync(_one, _exchanges, Dead, "a");

        List<string> bodies = [];
        await UntilAsync(_one, async () =>
        {
            bodies.AddRange(await BrokerCluster.DrainAsync(_one, a));
            return bodies.Count >= 2 && await IsEmptyAsync(_one);
        });
        Assert.Equal(["1", "2"], bodies);
    }

    [Fact]
    public async Task Delete_OfTheOnlyQueueWhileTheyAreOnTheirWay_HoldsThemForAnother()
    {
        QueueName a = await ExchangeHarness.BindAsync(_one, _exchanges, Dead, "a");
        int appends = 0;
        IReadOnlyList<MessageView> received = await ReceiveAsync(_one);

        // Held and set out; then nothing more.
        _faults.Before = (_, _) => Interlocked.Increment(ref appends) <= 2
            ? StorageFault.None
            : StorageFault.Throttled;
        await _one.RejectAsync(
            _work, [.. received.Select(message => message.ReceiptHandle!)], null, ExchangeHarness.None);
        await BrokerCluster.UntilAsync(() => Volatile.Read(ref appends) > 2);
        (Broker two, ExchangeBroker others) = await _harness.StartAsync(
            new AppendFaults { Before = (_, call) => _faults.Before(0, call) }, _time);

        _faults.Before = (_, _) => StorageFault.None;
        await two.DeleteQueueAsync(a, ExchangeHarness.None);
        QueueName b = await ExchangeHarness.BindAsync(two, others, Dead, "b");

        List<string> bodies = [];
        await UntilAsync(two, async () =>
        {
            bodies.AddRange(await BrokerCluster.DrainAsync(two, b));
            return await IsEmptyAsync(two);
        });

        // Those that had arrived before went with their queue.
        Assert.True(bodies is [] or ["1", "2"], string.Join(' ', bodies));
    }

    /// <summary>Lets time pass and has a process maintain the queues, until it is so.</summary>
    private Task UntilAsync(Broker maintained, Func<Task<bool>> isSo) => BrokerCluster.UntilAsync(async () =>
    {
        _time.Advance(PartitionCare.Period);
        await maintained.MaintainAsync(ExchangeHarness.None);
        return await isSo();
    });

    private Task<IReadOnlyList<MessageView>> ReceiveAsync(Broker broker) => broker.ReceiveAsync(
        _work, new ReceiveOptions(10, VisibilityTimeout: TimeSpan.FromHours(1)), ExchangeHarness.None);

    private async Task RejectAllAsync()
    {
        IReadOnlyList<MessageView> received = await ReceiveAsync(_one);
        await _one.RejectAsync(
            _work, [.. received.Select(message => message.ReceiptHandle!)], null, ExchangeHarness.None);
    }

    private async Task<QueueStats> StatsAsync(Broker broker) =>
        (await broker.GetQueueAsync(_work, ExchangeHarness.None)).Stats;

    private async Task<bool> IsEmptyAsync(Broker broker) => await StatsAsync(broker) is { Held: 0, Bytes: 0 };
}
