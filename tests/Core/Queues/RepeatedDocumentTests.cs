using Microsoft.Extensions.Logging.Abstractions;
using QueueService.Partitions;
using QueueService.Partitions.Settings;
using QueueService.Queues;
using QueueService.Queues.Messages;
using QueueService.Queues.Redrive;
using QueueService.Storage;
using QueueService.Storage.Memory;

namespace QueueService.Tests.Core.Queues;

/// <summary>
/// Whoever writes documents meets a store that carries each write out twice: the second answer says that the document
/// is taken, changed or gone.
/// </summary>
public sealed class RepeatedDocumentTests : IAsyncLifetime
{
    private static readonly QueueName Queue = QueueName.Parse("q");

    private readonly BrokerCluster _cluster = new();
    private readonly RepeatedWrites _faults = new() { IsRepeated = RepeatedWrites.IsDocument };
    private Broker? _broker;
    private Broker? _other;

    private Broker Broker => _broker!;

    private Broker Other => _other!;

    public async Task InitializeAsync()
    {
        (_broker, _) = await _cluster.StartAsync(_faults);
        (_other, _) = await _cluster.StartAsync();
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Start_WhenTheSecretIsWrittenTwice_LeavesOneForAll()
    {
        await BrokerCluster.CreateAsync(Broker, Queue.Value);
        await BrokerCluster.SendAsync(Broker, Queue, "a");
        MessageView message = Assert.Single(
            await Broker.ReceiveAsync(Queue, new ReceiveOptions(1), BrokerCluster.None));
        Assert.Equal(
            [ReceiptStatus.Done],
            await Other.AcknowledgeAsync(Queue, [message.ReceiptHandle!], BrokerCluster.None));
    }

    [Fact]
    public async Task Create_WhenTheDocumentIsWrittenTwice_HasCreatedTheQueue()
    {
        (_, bool created) = await Broker.CreateQueueAsync(
            Queue, new QueueSettingsChange { Partitions = 3 }, BrokerCluster.None);
        Assert.True(created);
        await BrokerCluster.SendAsync(Other, Queue, "a");
        Assert.Equal(["a"], await BrokerCluster.DrainAsync(Broker, Queue));
        Assert.Equal(3, _cluster.StoredPartitions.Count);
    }

    [Fact]
    public async Task Create_WhenTheQueueIsChangedBetweenTheTwoTimes_HasCreatedItAllTheSame()
    {
        _faults.Between = call => call.Operation == StorageOperation.CreateDocument && IsIn("queues", call)
            ? Other.UpdateQueueAsync(Queue, new QueueSettingsChange { Partitions = 2 }, BrokerCluster.None)
            : Task.CompletedTask;
        (QueueInfo queue, bool created) =
            await Broker.CreateQueueAsync(Queue, new QueueSettingsChange(), BrokerCluster.None);
        Assert.Equal((true, 2), (created, queue.Settings.Partitions));
        await BrokerCluster.SendAsync(Other, Queue, "a");
        Assert.Equal(["a"], await BrokerCluster.DrainAsync(Broker, Queue));
    }

    [Fact]
    public async Task UpdateAndDelete_WhenTheDocumentIsWrittenTwice_AreDone()
    {
        await BrokerCluster.CreateAsync(Broker, Queue.Value);
        QueueInfo changed = await Broker.UpdateQueueAsync(
            Queue, new QueueSettingsChange { Partitions = 2 }, BrokerCluster.None);
        Assert.Equal(2, changed.Settings.Partitions);
        await Broker.DeleteQueueAsync(Queue, BrokerCluster.None);
        Assert.Empty(_cluster.StoredPartitions);
        BrokerException gone = await Assert.ThrowsAsync<BrokerException>(
            () => Other.DeleteQueueAsync(Queue, BrokerCluster.None));
        Assert.Equal(BrokerErrorCode.QueueNotFound, gone.Code);
    }

    [Fact]
    public async Task Create_WhenWhatIsThereCannotBeRead_IsUnknown()
    {
        DocumentAnswers answers = new();
        _faults.Between = _ =>
        {
            answers.IsThrottled = operation => operation == StorageOperation.GetDocument;
            return Task.CompletedTask;
        };
        IDocumentStore documents = _cluster.OpenStore(new BothFaults(_faults, answers)).Documents;
        StorageUnavailableException unknown = await Assert.ThrowsAsync<StorageUnavailableException>(
            async () => await documents.CreateAsync("queues", "a", new byte[] { 1 }, BrokerCluster.None));
        Assert.True(unknown.IsOutcomeUnknown);
    }

    [Fact]
    public async Task StartRedrive_WhenTheDocumentIsWrittenTwice_HasStartedIt()
    {
        QueueName dead = await BrokerCluster.CreateAsync(Broker, "dead");
        await BrokerCluster.CreateAsync(Broker, Queue.Value);
        await BrokerCluster.SendAsync(Broker, dead, "a", "b", "c");
        RedriveInfo started = await Broker.StartRedriveAsync(dead, new RedriveRequest(Queue), BrokerCluster.None);
        await BrokerCluster.UntilAsync(async () => (await EndedAsync()).Count == 1);
        RedriveInfo done = Assert.Single(await EndedAsync());
        Assert.Equal((started.TaskId, RedriveState.Completed, 3L), (done.TaskId, done.State, done.Moved));
        Assert.Equal(["a", "b", "c"], await BrokerCluster.DrainAsync(Other, Queue));

        async Task<IReadOnlyList<RedriveInfo>> EndedAsync() =>
        [
            .. (await Other.ListRedrivesAsync(dead, BrokerCluster.None)).Where(task => task.EndedAt is not null),
        ];
    }

    [Fact]
    public async Task Mark_WhenTheDocumentIsWrittenTwice_LeavesOneMarker()
    {
        SkewedTime time = new(TimeProvider.System);
        PartitionMarkers markers = new(
            _cluster.OpenStore(_faults), "leaving", TimeSpan.FromMinutes(1), time, NullLogger.Instance);
        PartitionId partition = new(1, 0);
        await markers.MarkAsync(partition, Queue.Value);
        time.Skew = TimeSpan.FromMinutes(2);
        await markers.MarkAsync(partition, Queue.Value);
        PartitionMarker marker = Assert.Single(await ListAsync(markers));
        Assert.Equal((partition, Queue.Value), (marker.Partition, marker.Owner));
        time.Skew = TimeSpan.FromMinutes(5);
        await markers.ClearAsync(partition);
        Assert.Empty(await ListAsync(markers));
        await markers.MarkAsync(partition, Queue.Value);
        await markers.RemoveAsync(partition);
        Assert.Empty(await ListAsync(markers));
    }

    /// <summary>
    /// What another process relies upon stays, however wrong the clock is of the one that wants to clear it.
    /// </summary>
    [Theory]
    [InlineData(60)]
    [InlineData(-60)]
    public async Task ClearMarker_WhenTheClockIsFarOff_GoesByTheTimeOfTheStore(int minutes)
    {
        SkewedTime time = new(TimeProvider.System) { Skew = TimeSpan.FromMinutes(minutes) };
        MemoryStore store = _cluster.OpenStore(StorageFaults.None, time);
        await store.CheckAsync(BrokerCluster.None);
        PartitionMarkers wrong = new(store, "leaving", TimeSpan.FromMinutes(1), time, NullLogger.Instance);
        PartitionMarkers right = new(
            _cluster.OpenStore(StorageFaults.None),
            "leaving",
            TimeSpan.FromMinutes(1),
            TimeProvider.System,
            NullLogger.Instance);
        PartitionId partition = new(1, 0);
        await right.MarkAsync(partition, Queue.Value);
        await wrong.ClearAsync(partition);
        Assert.False(Assert.Single(await ListAsync(wrong)).IsOld);
        await wrong.RemoveAsync(partition);
        await wrong.MarkAsync(partition, Queue.Value);
        Assert.False(Assert.Single(await ListAsync(right)).IsOld);
    }

    private static bool IsIn(string collection, StorageCall call) =>
        call.Target.StartsWith(collection + "/", StringComparison.Ordinal);

    private static async Task<List<PartitionMarker>> ListAsync(PartitionMarkers markers)
    {
        List<PartitionMarker> all = [];
        await foreach (PartitionMarker marker in markers.ListAsync(BrokerCluster.None))
            all.Add(marker);
        return all;
    }

    /// <summary>Writes are done twice, and reads fail from then on.</summary>
    private sealed class BothFaults(RepeatedWrites writes, DocumentAnswers answers) : StorageFaults
    {
        public override ValueTask<StorageFault> BeforeAsync(StorageCall call) =>
            RepeatedWrites.IsDocument(call) ? writes.BeforeAsync(call) : answers.BeforeAsync(call);

        public override ValueTask BetweenAsync(StorageCall call) => writes.BetweenAsync(call);
    }
}
