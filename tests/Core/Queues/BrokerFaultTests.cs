using QueueService.Partitions.Messages;
using QueueService.Partitions.Settings;
using QueueService.Queues;
using QueueService.Queues.Messages;
using QueueService.Queues.Redrive;
using QueueService.Storage.Memory;

namespace QueueService.Tests.Core.Queues;

public sealed class BrokerFaultTests
{
    private readonly FakeTime _time = new();

    [Fact]
    public async Task Send_WhenAnswersOfTheStoreAreLost_StoresEachMessageOnce()
    {
        await using BrokerCluster cluster = new();
        AppendFaults faults = new();
        (Broker broker, _) = await cluster.StartAsync(faults);
        QueueName queue = await BrokerCluster.CreateAsync(broker, "q");
        faults.LoseAnswer = number => number % 2 == 0;
        for (int n = 0; n < 6; n++)
            await BrokerCluster.SendAsync(broker, queue, $"m{n}");
        faults.LoseAnswer = _ => false;
        Assert.Equal(["m0", "m1", "m2", "m3", "m4", "m5"], await BrokerCluster.DrainAsync(broker, queue));
    }

    [Fact]
    public async Task Send_WhenARequestArrivesLate_StoresItOnce()
    {
        await using BrokerCluster cluster = new();
        AppendFaults faults = new();
        (Broker broker, _) = await cluster.StartAsync(faults);
        QueueName queue = await BrokerCluster.CreateAsync(broker, "q");
        Action? late = null;
        bool armed = true;
        faults.Before = (_, call) =>
        {
            if (armed)
            {
                armed = false;
                late = call.ArriveLate;
                return StorageFault.Lost;
            }

            // The first try arrives just before the second one.
            late?.Invoke();
            late = null;
            return StorageFault.None;
        };
        await BrokerCluster.SendAsync(broker, queue, "once");
        await BrokerCluster.SendAsync(broker, queue, "then");
        Assert.Equal(["once", "then"], await BrokerCluster.DrainAsync(broker, queue));
    }

    [Theory]
    [InlineData(StorageFault.Throttled)]
    [InlineData(StorageFault.Full)]
    public async Task Send_WhenTheStoreRefuses_SaysSoAndStoresNothing(StorageFault fault)
    {
        await using BrokerCluster cluster = new();
        AppendFaults faults = new();
        (Broker broker, _) = await cluster.StartAsync(faults);
        QueueName queue = await BrokerCluster.CreateAsync(broker, "q");
        faults.Before = (_, _) => fault;
        BrokerException refused = await Assert.ThrowsAsync<BrokerException>(
            () => BrokerCluster.SendAsync(broker, queue, "lost?"));
        Assert.Equal(BrokerErrorCode.StorageUnavailable, refused.Code);
        Assert.True(refused.RetryAfter > TimeSpan.Zero);
        faults.Before = (_, _) => StorageFault.None;
        await BrokerCluster.SendAsync(broker, queue, "kept");
        Assert.Equal(["kept"], await BrokerCluster.DrainAsync(broker, queue));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void SendAndAcknowledge_WhenItIsUnknownOfOnePartitionAndAnotherRefuses_SayThatItIsUnknown(int unknown) =>
        _time.Run(async () =>
    {
        await using BrokerCluster cluster = new();
        AppendFaults faults = new();
        (Broker broker, _) = await cluster.StartAsync(faults, _time);
        QueueName queue = await BrokerCluster.CreateAsync(
            broker,
            "q.fifo",
            new QueueSettingsChange { Partitions = 2, DeduplicationScope = DeduplicationScope.MessageGroup });
        NewMessage[] batch =
        [
            .. Enumerable.Range(0, 8).Select(n => Partitions.HarnessCommands.Message("x", $"g{n}") with
            {
                DeduplicationId = $"{n}",
            }),
        ];
        await broker.SendAsync(queue, batch, BrokerCluster.None);
        IReadOnlyList<MessageView> received = await broker.ReceiveAsync(
            queue, new ReceiveOptions(10, VisibilityTimeout: TimeSpan.FromHours(12)), BrokerCluster.None);
        Assert.Equal(8, received.Count);
        string? first = null;
        faults.Before = (_, call) =>
        {
            first ??= call.Target;
            bool isFirst = string.Equals(first, call.Target, StringComparison.Ordinal);
            return isFirst == (unknown == 1) ? StorageFault.Lost : StorageFault.Throttled;
        };
        Func<Task>[] calls =
        [
            () => broker.SendAsync(
                queue,
                [.. batch.Select(message => message with { DeduplicationId = $"new{message.DeduplicationId}" })],
                BrokerCluster.None),
            () => broker.AcknowledgeAsync(
                queue, [.. received.Select(message => message.ReceiptHandle!)], BrokerCluster.None),
        ];
        foreach (Func<Task> call in calls)
        {
            BrokerException failed = await Assert.ThrowsAsync<BrokerException>(call);
            Assert.Equal(BrokerErrorCode.OutcomeUnknown, failed.Code);
        }
    });

    [Fact]
    public async Task SendAndReceive_WhenTwoProcessesCompete_LoseAndDoubleNothing()
    {
        await using BrokerCluster cluster = new();
        (Broker one, _) = await cluster.StartAsync();
        (Broker two, _) = await cluster.StartAsync();
        QueueName queue = await BrokerCluster.CreateAsync(one, "q");
        await Task.WhenAll(Enumerable.Range(0, 200).Select(
            n => BrokerCluster.SendAsync(n % 2 == 0 ? one : two, queue, $"m{n}")));
        List<string>[] drained = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(n => BrokerCluster.DrainAsync(n % 2 == 0 ? one : two, queue)));
        List<string> all = [.. drained.SelectMany(bodies => bodies)];
        Assert.Equal(200, all.Count);
        Assert.Equal(200, all.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(0, (await two.GetQueueAsync(queue, BrokerCluster.None)).Stats.Bytes);
    }

    [Fact]
    public async Task Receive_WhenAnotherProcessSends_IsWokenWhileItWaits()
    {
        await using BrokerCluster cluster = new();
        (Broker one, _) = await cluster.StartAsync();
        (Broker two, _) = await cluster.StartAsync();
        QueueName queue = await BrokerCluster.CreateAsync(one, "q");
        Task<IReadOnlyList<MessageView>> waiting = two.ReceiveAsync(
            queue, new ReceiveOptions(1, TimeSpan.FromSeconds(20)), BrokerCluster.None);
        await BrokerCluster.SendAsync(one, queue, "hello");
        Assert.Single(await waiting);
    }

    [Fact]
    public async Task Receive_WhenTheCallerLeaves_TakesNothing()
    {
        await using BrokerCluster cluster = new();
        (Broker broker, _) = await cluster.StartAsync();
        QueueName queue = await BrokerCluster.CreateAsync(broker, "q");
        using CancellationTokenSource leaving = new();
        Task<IReadOnlyList<MessageView>> waiting = broker.ReceiveAsync(
            queue, new ReceiveOptions(1, TimeSpan.FromSeconds(20)), leaving.Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await BrokerCluster.SendAsync(broker, queue, "x");
        Assert.Equal(["x"], await BrokerCluster.DrainAsync(broker, queue));
    }

    [Fact]
    public async Task Commands_WhenTheServiceIsIdle_CostOneStorageRequestEach()
    {
        await using BrokerCluster cluster = new();
        (Broker broker, MemoryStore store) = await cluster.StartAsync();
        QueueName queue = await BrokerCluster.CreateAsync(broker, "q");
        await BrokerCluster.SendAsync(broker, queue, "first");
        long before = store.Meter.Transactions;
        await BrokerCluster.SendAsync(broker, queue, "second");
        Assert.Equal(1, store.Meter.Transactions - before);
        IReadOnlyList<MessageView> received = await broker.ReceiveAsync(
            queue, new ReceiveOptions(1), BrokerCluster.None);
        Assert.Equal(2, store.Meter.Transactions - before);
        await broker.AcknowledgeAsync(queue, [received[0].ReceiptHandle!], BrokerCluster.None);
        Assert.Equal(3, store.Meter.Transactions - before);
    }

    [Fact]
    public async Task Send_WhenManyComeAtOnce_SharesFrames()
    {
        await using BrokerCluster cluster = new();
        (Broker broker, MemoryStore store) = await cluster.StartAsync();
        QueueName queue = await BrokerCluster.CreateAsync(broker, "q");
        await BrokerCluster.SendAsync(broker, queue, "first");
        long before = store.Meter.Transactions;
        await Task.WhenAll(
            Enumerable.Range(0, 500).Select(n => Task.Run(() => BrokerCluster.SendAsync(broker, queue, $"m{n}"))));
        Assert.InRange(store.Meter.Transactions - before, 1, 500);
        Assert.Equal(501, (await BrokerCluster.DrainAsync(broker, queue)).Count);
    }

    [Fact]
    public async Task Delete_WhenAnotherProcessKnowsTheQueue_IsSeenThereAtOnce()
    {
        await using BrokerCluster cluster = new();
        (Broker one, _) = await cluster.StartAsync();
        (Broker two, _) = await cluster.StartAsync();
        QueueName queue = await BrokerCluster.CreateAsync(one, "q");
        await BrokerCluster.SendAsync(two, queue, "old");
        await one.DeleteQueueAsync(queue, BrokerCluster.None);
        BrokerException refused = await Assert.ThrowsAsync<BrokerException>(
            () => BrokerCluster.SendAsync(two, queue, "into the void"));
        Assert.Equal(BrokerErrorCode.QueueNotFound, refused.Code);
        await BrokerCluster.CreateAsync(one, "q");
        await BrokerCluster.SendAsync(two, queue, "new");
        Assert.Equal(["new"], await BrokerCluster.DrainAsync(two, queue));
    }

    [Fact]
    public async Task Update_WhenAnotherProcessChangedTheSettings_TheyHoldForTheNextCommit()
    {
        await using BrokerCluster cluster = new();
        (Broker one, _) = await cluster.StartAsync();
        (Broker two, _) = await cluster.StartAsync();
        QueueName queue = await BrokerCluster.CreateAsync(one, "q");
        await BrokerCluster.SendAsync(two, queue, "x");
        await one.UpdateQueueAsync(queue, new QueueSettingsChange { MaxMessageBytes = 1024 }, BrokerCluster.None);
        BrokerException refused = await Assert.ThrowsAsync<BrokerException>(
            () => BrokerCluster.SendAsync(two, queue, new string('x', 2000)));
        Assert.Equal(BrokerErrorCode.MessageTooLarge, refused.Code);
    }

    [Fact]
    public async Task Update_WhenItIsInterrupted_IsSeenThroughByWhoeverFindsIt()
    {
        await using BrokerCluster cluster = new();
        AppendFaults faults = new();
        (Broker one, _) = await cluster.StartAsync(faults);
        QueueName queue = await BrokerCluster.CreateAsync(one, "q");
        faults.Before = (_, _) => StorageFault.Throttled;
        BrokerException refused = await Assert.ThrowsAsync<BrokerException>(() => one.UpdateQueueAsync(
            queue, new QueueSettingsChange { Partitions = 3 }, BrokerCluster.None));
        Assert.Equal(BrokerErrorCode.OutcomeUnknown, refused.Code);
        (Broker two, _) = await cluster.StartAsync();
        Assert.Equal(1, (await two.GetQueueAsync(queue, BrokerCluster.None)).Settings.Partitions);
        await BrokerCluster.SendAsync(two, queue, "x");
        Assert.Equal(3, (await two.GetQueueAsync(queue, BrokerCluster.None)).Settings.Partitions);
        faults.Before = (_, _) => StorageFault.None;
        Assert.Equal(["x"], await BrokerCluster.DrainAsync(one, queue));
    }

    [Fact]
    public async Task Start_WhenAProcessCameToAnEndInTheMiddleOfAMove_FinishesIt()
    {
        await using BrokerCluster cluster = new();
        AppendFaults faults = new();
        (Broker one, _) = await cluster.StartAsync(faults);
        QueueName dead = await BrokerCluster.CreateAsync(one, "dead");
        QueueName queue = await BrokerCluster.CreateAsync(
            one, "q", new QueueSettingsChange { DeadLetter = new DeadLetterSetting(dead, 1) });
        await BrokerCluster.SendAsync(one, queue, "poison");
        await one.ReceiveAsync(queue, new ReceiveOptions(1, VisibilityTimeout: TimeSpan.Zero), BrokerCluster.None);
        int appends = 0;

        // The frame that starts the move is stored; whatever follows is as from a process that is gone.
        faults.Before = (_, _) => ++appends == 1 ? StorageFault.None : StorageFault.Throttled;
        Assert.Empty(await one.ReceiveAsync(queue, new ReceiveOptions(1), BrokerCluster.None));
        (Broker two, _) = await cluster.StartAsync();
        List<string> drained = [];
        await BrokerCluster.UntilAsync(async () =>
        {
            drained.AddRange(await BrokerCluster.DrainAsync(two, dead));
            return drained.Count > 0 && (await two.GetQueueAsync(queue, BrokerCluster.None)).Stats.Bytes == 0;
        });
        Assert.Equal(["poison"], drained);
    }

    [Fact]
    public void Redrive_WhenStarted_MovesEverythingBackOnce() => _time.Run(async () =>
    {
        await using BrokerCluster cluster = new();
        (Broker broker, _) = await cluster.StartAsync(time: _time);
        QueueName dead = await BrokerCluster.CreateAsync(broker, "dead");
        QueueName queue = await BrokerCluster.CreateAsync(
            broker, "q", new QueueSettingsChange { DeadLetter = new DeadLetterSetting(dead, 1) });
        string[] bodies = [.. Enumerable.Range(0, 250).Select(n => $"m{n:d3}")];
        await BrokerCluster.SendAsync(broker, queue, bodies);
        await BrokerCluster.UntilAsync(_time, async () =>
        {
            await broker.ReceiveAsync(
                queue, new ReceiveOptions(100, VisibilityTimeout: TimeSpan.FromMilliseconds(1)), BrokerCluster.None);
            return (await broker.GetQueueAsync(dead, BrokerCluster.None)).Stats.Visible == 250;
        });
        RedriveInfo redrive = await broker.StartRedriveAsync(dead, new RedriveRequest(), BrokerCluster.None);
        await BrokerCluster.UntilAsync(_time, async () =>
            (await broker.GetRedriveAsync(redrive.TaskId, BrokerCluster.None)).State == RedriveState.Completed);
        RedriveInfo done = await broker.GetRedriveAsync(redrive.TaskId, BrokerCluster.None);
        Assert.Equal((250L, 250L), (done.Moved, done.Total));
        Assert.Equal(bodies, (await BrokerCluster.DrainAsync(broker, queue)).Order(StringComparer.Ordinal));
    });

    [Fact]
    public async Task Start_WhenMuchHasHappened_BeginsFromASnapshotAndTrimsTheLog()
    {
        await using BrokerCluster cluster = new();
        (Broker one, MemoryStore store) = await cluster.StartAsync();
        QueueName queue = await BrokerCluster.CreateAsync(one, "q");
        string[] bodies = [.. Enumerable.Range(0, 100).Select(n => $"m{n}")];
        for (int round = 0; round < 1500; round++)
        {
            await BrokerCluster.SendAsync(one, queue, bodies);
            if (round % 10 != 0)
                Assert.Equal(100, (await DrainSomeAsync(one, queue)).Count);
        }

        List<string> snapshots = [];
        await foreach (QueueService.Storage.BlobInfo blob in store.Blobs.ListAsync("snapshots/", BrokerCluster.None))
            snapshots.Add(blob.Name);
        Assert.InRange(snapshots.Count, 1, 2);
        (Broker two, MemoryStore fresh) = await cluster.StartAsync();
        QueueStats stats = (await two.GetQueueAsync(queue, BrokerCluster.None)).Stats;
        Assert.Equal((15_000L, 0L), (stats.Visible, stats.InFlight));
        Assert.InRange(fresh.Meter.BytesRead, 1, 3 * 1024 * 1024);
        Assert.Equal(15_000, (await BrokerCluster.DrainAsync(two, queue)).Count);
    }

    [Fact]
    public async Task Send_WhenASnapshotCannotBeWritten_IsAnsweredAllTheSame()
    {
        await using BrokerCluster cluster = new();
        SnapshotFaults faults = new();
        (Broker broker, _) = await cluster.StartAsync(faults);
        QueueName queue = await BrokerCluster.CreateAsync(broker, "q");
        NewMessage[] batch = [.. Enumerable.Range(0, 100).Select(
            n => Partitions.HarnessCommands.Message("x", $"g{n}"))];
        for (int n = 0; n < 600; n++)
            Assert.Equal(100, (await broker.SendAsync(queue, batch, BrokerCluster.None)).Count);
        await BrokerCluster.UntilAsync(() => faults.Refused > 0);
        Assert.Equal(60_000, (await broker.GetQueueAsync(queue, BrokerCluster.None)).Stats.Visible);
    }

    private static async Task<IReadOnlyList<MessageView>> DrainSomeAsync(Broker broker, QueueName queue)
    {
        IReadOnlyList<MessageView> received = await broker.ReceiveAsync(
            queue, new ReceiveOptions(100), BrokerCluster.None);
        await broker.AcknowledgeAsync(
            queue, [.. received.Select(message => message.ReceiptHandle!)], BrokerCluster.None);
        return received;
    }
}
