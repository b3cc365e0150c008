using Microsoft.Extensions.Logging.Abstractions;
using QueueService.Features;
using QueueService.Partitions;
using QueueService.Queues;
using QueueService.Queues.Catalog;
using QueueService.Queues.Messages;
using QueueService.Queues.Redrive;
using QueueService.Storage.Memory;

namespace QueueService.Tests.Core.Queues.Redrive;

/// <summary>
/// Who carries a redrive on, and when. Here its queue does not exist, so that it fails in the first step of a process
/// that takes it over. Everything happens on one thread, while the clock is being moved.
/// </summary>
public sealed class RedriveRunnerTests
{
    private const string TaskId = "gone.00000000000000000000000000000001";
    private static readonly QueueName Gone = QueueName.Parse("gone");
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    private readonly MemoryDisk _disk = new(TimeProvider.System);
    private readonly FakeTime _time = new();
    private readonly RedriveStore _store;

    public RedriveRunnerTests()
    {
        SynchronizationContext.SetSynchronizationContext(null);
        _store = new RedriveStore(new MemoryStore(_disk).Documents, NullLogger.Instance);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.1)]
    [InlineData(1.3)]
    [InlineData(2.4)]
    [InlineData(2.5)]
    [InlineData(2.6)]
    [InlineData(31.0)]
    public void Run_WhenTheProcessOfTheRedriveIsKilled_TakesOverWithin15Seconds(double watchedFor)
    {
        Create(owner: 1);
        Task watching = Runner(2, StorageFaults.None).RunAsync(TaskId, default);
        for (TimeSpan time = TimeSpan.Zero; time < TimeSpan.FromSeconds(watchedFor); time += Moment)
        {
            Assert.Equal(1UL, Read().Owner);
            Touch(Read());
            _time.Advance(Moment);
        }

        TimeSpan stood = TimeSpan.Zero;
        for (; !watching.IsCompleted && stood < TimeSpan.FromMinutes(2); stood += Moment)
            _time.Advance(Moment);
        Assert.InRange(stood, RedriveRunner.StalledAfter - Moment, TimeSpan.FromSeconds(10.6));
        Assert.Equal((2UL, RedriveState.Failed), (Read().Owner, Read().Info.State));
    }

    [Fact]
    public void Run_WhenAStepTakesLong_StaysWithItsProcessAndHearsOfACancellation()
    {
        Create(owner: 1);
        HeldReads reads = new();
        Task stepping = Runner(1, reads).RunAsync(TaskId, default);
        Task watching = Runner(2, StorageFaults.None).RunAsync(TaskId, default);
        for (int n = 0; n < 3_000; n++)
        {
            if (n == 1_500)
                Touch(Read() with { Info = Read().Info with { State = RedriveState.Cancelling, Moved = 7 } });
            _time.Advance(Moment);
            Assert.Equal(1UL, Read().Owner);
        }

        Assert.Equal(1, reads.Held);
        reads.Released.SetResult();
        _time.Advance(RedriveRunner.LookEvery);
        Assert.True(stepping.IsCompletedSuccessfully);
        Assert.True(watching.IsCompletedSuccessfully);
        Assert.Equal((1UL, RedriveState.Cancelled, 7L), (Read().Owner, Read().Info.State, Read().Info.Moved));
    }

    [Fact]
    public void Run_WhenTheProcessOfTheRedriveStops_TakesOverAtTheNextLook()
    {
        Create(owner: 1);
        Task watching = Runner(2, StorageFaults.None).RunAsync(TaskId, default);
        Release(1);
        _time.Advance(RedriveRunner.LookEvery);
        Assert.True(watching.IsCompletedSuccessfully);
        Assert.Equal(2UL, Read().Owner);
    }

    private RedriveRunner Runner(UInt128 owner, StorageFaults faults)
    {
        MemoryStore store = new(_disk, new MemoryStoreOptions { Faults = faults });
        FeatureGate features = new(FeatureLevel.Newest);
        QueueCatalog catalog = new(store.Documents, features);
        PartitionRegistry partitions = new PartitionWiring(
            store,
            _time,
            RandomSource.System,
            NullLogger.Instance,
            catalog,
            MemoryLimits.Default,
            features).Partitions;
        return new RedriveRunner(
            new RedriveStore(store.Documents, NullLogger.Instance),
            new RedriveStep(catalog, partitions, new MessageViews(new ReceiptHandles(new byte[32])), store, _time),
            owner,
            _time);
    }

    private void Create(UInt128 owner)
    {
        RedriveInfo info = new(
            TaskId, Gone, new RedriveRequest(), RedriveState.Running, 0, 0, DateTimeOffset.UnixEpoch, null, null);
        RedriveTask task = new(info, [new SequenceNumber(1)], [new SequenceNumber(2)]) { Owner = owner };
        Assert.True(_store.TryCreateAsync(task, default).GetAwaiter().GetResult());
    }

    private void Release(UInt128 owner) =>
        Runner(owner, StorageFaults.None).ReleaseAsync(TaskId).GetAwaiter().GetResult();

    private RedriveTask Read() => _store.GetAsync(TaskId, default).GetAwaiter().GetResult().Task;

    private void Touch(RedriveTask task)
    {
        string version = _store.GetAsync(TaskId, default).GetAwaiter().GetResult().Version;
        Assert.NotNull(_store.TryReplaceAsync(task, version, default).GetAwaiter().GetResult());
    }

    /// <summary>Reads of the document of a queue wait.</summary>
    private sealed class HeldReads : StorageFaults
    {
        public TaskCompletionSource Released { get; } = new();

        public int Held { get; private set; }

        public override async ValueTask<StorageFault> BeforeAsync(StorageCall call)
        {
            if (call.Operation == StorageOperation.GetDocument
                && call.Target.StartsWith("queues/", StringComparison.Ordinal))
            {
                Held++;
                await Released.Task;
            }

            return StorageFault.None;
        }
    }
}
