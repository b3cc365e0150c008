using QueueService.Partitions.Messages;
using QueueService.Partitions.Settings;
using QueueService.Queues;
using QueueService.Queues.Messages;

namespace QueueService.Tests.Core.Queues;

/// <summary>What receipt handles are worth, asked of the broker.</summary>
public sealed class BrokerReceiptTests
{
    [Fact]
    public async Task Acknowledge_WhenTheHandleIsOfAnotherQueue_TellsItFromOneThatWasMadeUp()
    {
        await using BrokerCluster cluster = new();
        (Broker broker, _) = await cluster.StartAsync();
        QueueName queue = await BrokerCluster.CreateAsync(broker, "q");
        QueueName other = await BrokerCluster.CreateAsync(broker, "other");
        await BrokerCluster.SendAsync(broker, queue, "m");
        string handle = (await broker.ReceiveAsync(queue, new ReceiveOptions(), BrokerCluster.None))[0].ReceiptHandle!;
        Assert.Equal(
            [ReceiptStatus.OtherQueue, ReceiptStatus.Invalid],
            await broker.AcknowledgeAsync(other, [handle, "garbage"], BrokerCluster.None));
        Assert.Equal([ReceiptStatus.Done], await broker.AcknowledgeAsync(queue, [handle], BrokerCluster.None));
    }

    /// <summary>Each as if it came alone, in order: the last timeout counts, and what is gone is gone.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Receipts_WhenTheyNameAMessageSeveralTimes_AreEachWorthWhatTheyWouldBeAlone(int partitions)
    {
        await using BrokerCluster cluster = new();
        FakeTime time = new();
        (Broker broker, _) = await cluster.StartAsync(time: time);
        QueueName queue = await BrokerCluster.CreateAsync(
            broker, "q", new QueueSettingsChange { Partitions = partitions });
        await BrokerCluster.SendAsync(broker, queue, "a", "b");
        string old = (await ReceiveAsync(TimeSpan.Zero))[0].ReceiptHandle!;
        string[] handles = [.. (await ReceiveAsync(TimeSpan.FromMinutes(10))).Select(view => view.ReceiptHandle!)];
        string handle = handles[0];
        ReceiptExtension[] extensions =
        [
            new(handle, TimeSpan.Zero), new(handles[1], TimeSpan.FromMinutes(5)), new("garbage", TimeSpan.Zero),
            new(old, TimeSpan.FromMinutes(1)), new(handle, TimeSpan.FromMinutes(2)),
        ];
        Assert.Equal(
            [ReceiptStatus.Done, ReceiptStatus.Done, ReceiptStatus.Invalid, ReceiptStatus.Done, ReceiptStatus.Done],
            await broker.ExtendAsync(queue, extensions, BrokerCluster.None, ReceiptUse.Any));
        time.Advance(TimeSpan.FromSeconds(119));
        Assert.Empty(await ReceiveAsync(TimeSpan.Zero));
        time.Advance(TimeSpan.FromSeconds(1));
        handle = (await ReceiveAsync(TimeSpan.FromMinutes(10))).Single().ReceiptHandle!;
        Assert.Equal(
            [ReceiptStatus.Stale, ReceiptStatus.Done, ReceiptStatus.Gone],
            await broker.AcknowledgeAsync(queue, [old, handle, handle], BrokerCluster.None));

        Task<IReadOnlyList<MessageView>> ReceiveAsync(TimeSpan timeout) =>
            broker.ReceiveAsync(queue, new ReceiveOptions(10, VisibilityTimeout: timeout), BrokerCluster.None);
    }

    [Fact]
    public async Task Update_WhenAProtocolOnlyNotesSomething_LeavesTheTimeOfTheLastChange()
    {
        await using BrokerCluster cluster = new();
        FakeTime time = new();
        (Broker broker, _) = await cluster.StartAsync(time: time);
        QueueName queue = await BrokerCluster.CreateAsync(broker, "q");
        QueueInfo created = await broker.GetQueueAsync(queue, BrokerCluster.None);
        time.Advance(TimeSpan.FromMinutes(1));
        QueueSettingsChange note = new()
        {
            AnnotationChanges = new Dictionary<string, string?>(StringComparer.Ordinal) { ["note"] = "n" },
        };
        QueueInfo noted = await broker.UpdateQueueAsync(queue, note with { IsNote = true }, BrokerCluster.None);
        Assert.Equal(("n", created.ModifiedAt), (noted.Settings.Annotations["note"], noted.ModifiedAt));
        note = note with { TagChanges = note.AnnotationChanges };
        Assert.True((await broker.UpdateQueueAsync(queue, note, BrokerCluster.None)).ModifiedAt > created.ModifiedAt);
    }

    [Fact]
    public async Task Receive_WhenAsManyAreInFlightAsMayBe_RefusesIfAskedTo()
    {
        await using BrokerCluster cluster = new();
        (Broker broker, _) = await cluster.StartAsync();
        QueueName queue = await BrokerCluster.CreateAsync(broker, "q");
        string[] bodies = [.. Enumerable.Repeat("m", Limits.MaxBatchMessages)];
        ReceiveOptions options = new(
            Limits.MaxBatchMessages, VisibilityTimeout: Limits.MaxVisibilityTimeout, RefuseAtLimit: true);
        IReadOnlyList<MessageView> last = [];
        for (int n = 0; n < Limits.MaxInFlight; n += bodies.Length)
        {
            await BrokerCluster.SendAsync(broker, queue, bodies);
            last = await broker.ReceiveAsync(queue, options, BrokerCluster.None);
            Assert.Equal(bodies.Length, last.Count);
        }

        await BrokerCluster.SendAsync(broker, queue, "one more");
        BrokerException refused = await Assert.ThrowsAsync<BrokerException>(
            () => broker.ReceiveAsync(queue, options, BrokerCluster.None));
        Assert.Equal(BrokerErrorCode.TooManyInFlight, refused.Code);
        Assert.Empty(await broker.ReceiveAsync(queue, new ReceiveOptions(), BrokerCluster.None));
        Assert.Empty(await broker.ReceiveAsync(
            queue, options with { Wait = TimeSpan.FromMilliseconds(1) }, BrokerCluster.None));
        await broker.AcknowledgeAsync(queue, [last[0].ReceiptHandle!], BrokerCluster.None);
        Assert.Single(await broker.ReceiveAsync(queue, options, BrokerCluster.None));
    }

    [Fact]
    public async Task Receive_WhenTheQueueIsDeletedWhileItWaits_FindsNoQueue()
    {
        await using BrokerCluster cluster = new();
        (Broker broker, _) = await cluster.StartAsync();
        QueueName queue = await BrokerCluster.CreateAsync(
            broker, "q", new QueueSettingsChange { Partitions = 3 });
        Task<IReadOnlyList<MessageView>> waiting = broker.ReceiveAsync(
            queue, new ReceiveOptions(Wait: TimeSpan.FromSeconds(20)), BrokerCluster.None);
        await broker.DeleteQueueAsync(queue, BrokerCluster.None);
        BrokerException refused = await Assert.ThrowsAsync<BrokerException>(() => waiting);
        Assert.Equal(BrokerErrorCode.QueueNotFound, refused.Code);
    }
}
