using Microsoft.Extensions.Logging.Abstractions;
using QueueService.Access;
using QueueService.Access.Keys;
using QueueService.Access.Policies;
using QueueService.Partitions.Settings;
using QueueService.Queues;
using QueueService.Queues.Messages;
using QueueService.Queues.Redrive;
using QueueService.Storage.Local;

namespace QueueService.Tests.Core.Queues;

/// <summary>A disk with nothing left but the reserve.</summary>
public sealed class FullDiskTests : IAsyncLifetime
{
    private const long Reserve = 1_000_000;

    private static readonly QueueName Queue = QueueName.Parse("q");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("queue-full-");
    private LocalStore _store = null!;
    private Broker _broker = null!;
    private long _free = 100 * Reserve;

    private static CancellationToken None => CancellationToken.None;

    public async Task InitializeAsync()
    {
        // Each look is a new one.
        _store = new LocalStore(new LocalStoreOptions(_folder.FullName)
        {
            ReserveBytes = Reserve, Disk = () => (_free, 1000 * Reserve), Time = new LookingTime(),
        });
        await _store.InitializeAsync(None);
        _broker = await Broker.OpenAsync(
            _store, TimeProvider.System, RandomSource.System, NullLogger.Instance, MemoryLimits.Default, None);
        await BrokerCluster.CreateAsync(_broker, "q");
        await BrokerCluster.CreateAsync(_broker, "other");
    }

    public async Task DisposeAsync()
    {
        await _broker.DisposeAsync();
        await _store.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Calls_WhenOnlyTheReserveIsLeft_AreRefusedIfTheyStoreAnythingNew()
    {
        await BrokerCluster.SendAsync(_broker, Queue, "a", "b", "c");
        AccessControl access = await AccessControl.OpenAsync(
            _store,
            new AccessSettings(new MasterKey(new byte[MasterKey.Bytes]), null, null),
            TimeProvider.System,
            RandomSource.System,
            NullLogger.Instance);
        NewKey wanted = new("k", new AccessPolicy(AccessRole.Sender.On(QueuePattern.Everything)), null);
        string key = (await access.Keys.CreateAsync(AccessPrincipal.Anyone, wanted, None)).Key.Id;
        QueueSettingsChange change = new() { VisibilityTimeout = TimeSpan.FromSeconds(7) };

        _free = Reserve - 1;
        Func<Task>[] refused =
        [
            () => BrokerCluster.SendAsync(_broker, Queue, "d"),
            () => BrokerCluster.CreateAsync(_broker, "new"),
            () => _broker.UpdateQueueAsync(Queue, change, None),
            () => _broker.StartRedriveAsync(Queue, new RedriveRequest(QueueName.Parse("other")), None),
            () => access.Keys.CreateAsync(AccessPrincipal.Anyone, wanted, None),
            () => access.Keys.UpdateAsync(AccessPrincipal.Anyone, key, new KeyChange { Name = "x" }, None),
            () => access.Keys.RotateAsync(AccessPrincipal.Anyone, key, TimeSpan.Zero, None),
        ];
        foreach (Func<Task> call in refused)
            Assert.Equal(BrokerErrorCode.StorageFull, (await Assert.ThrowsAsync<BrokerException>(call)).Code);

        await BrokerCluster.ReceiveAndAcknowledgeAsync(_broker, Queue);
        MessageView held = Assert.Single(await _broker.ReceiveAsync(Queue, new ReceiveOptions(1), None));
        await _broker.ReleaseAsync(Queue, [held.ReceiptHandle!], TimeSpan.Zero, None);
        Dictionary<string, string?> note = new() { ["n"] = "1" };
        await _broker.UpdateQueueAsync(
            Queue, new QueueSettingsChange { AnnotationChanges = note, IsNote = true }, None);
        await _broker.PurgeAsync(Queue, None);
        await _broker.DeleteQueueAsync(Queue, None);
        await access.Keys.DeleteAsync(AccessPrincipal.Anyone, key, None);
    }

    [Fact]
    public async Task Send_WhenItsMessagesWouldUseTheReserve_IsRefused()
    {
        _free = Reserve + 1000;
        BrokerException refusal = await Assert.ThrowsAsync<BrokerException>(
            () => BrokerCluster.SendAsync(_broker, Queue, new string('x', 2000)));
        Assert.Equal(BrokerErrorCode.StorageFull, refusal.Code);
        await BrokerCluster.SendAsync(_broker, Queue, "small");
    }

    /// <summary>A second later each time that somebody looks.</summary>
    private sealed class LookingTime : TimeProvider
    {
        private long _seconds;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Interlocked.Increment(ref _seconds);
    }
}
