using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using QueueService.Partitions;
using QueueService.Storage;
using QueueService.Storage.Memory;
using QueueService.Tests.Core.Queues;

namespace QueueService.Tests.Core.Partitions;

public sealed class PartitionMarkersTests
{
    private const string Collection = "markers";
    private static readonly TimeSpan Valid = TimeSpan.FromMinutes(1);
    private static readonly PartitionId Partition = new(0xabc, 3);
    private static readonly QueueName Queue = QueueName.Parse("q");
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly FakeTime _time = new();
    private readonly StorageHooks _hooks = new();
    private readonly MemoryStore _store;
    private readonly PartitionMarkers _markers;
    private readonly PartitionMarkers _others;

    public PartitionMarkersTests()
    {
        _store = new MemoryStore(new MemoryDisk(_time), new MemoryStoreOptions { Faults = _hooks });
        _markers = Open();
        _others = Open();
    }

    [Fact]
    public async Task Mark_WhenDoneAgain_CostsNothingUntilTheMarkerMustBeRenewed()
    {
        await _markers.MarkAsync(Partition, Queue.Value);
        long before = _store.Meter.Transactions;
        _time.Advance(Valid - TimeSpan.FromMilliseconds(1));
        await _markers.MarkAsync(Partition, Queue.Value);
        Assert.Equal(before, _store.Meter.Transactions);
        string version = (await FindAsync())!.Version;
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await _markers.MarkAsync(Partition, Queue.Value);
        Assert.NotEqual(version, (await FindAsync())!.Version);
    }

    [Fact]
    public async Task Mark_WhenTheMarkerIsTakenAwayMeanwhile_WritesItAllTheSame()
    {
        await _others.MarkAsync(Partition, Queue.Value);
        _hooks.Before = async call =>
        {
            if (call.Operation != StorageOperation.GetDocument)
                return;
            _hooks.Before = _ => Task.CompletedTask;
            await _others.RemoveAsync(Partition);
        };
        await _markers.MarkAsync(Partition, Queue.Value);
        Assert.NotNull(await FindAsync());
    }

    [Fact]
    public async Task IsOld_WhenTimePasses_IsTrueAfterTwiceTheValidity()
    {
        Assert.False(_markers.IsOld(Partition));
        await _markers.MarkAsync(Partition, Queue.Value);
        _time.Advance((2 * Valid) - TimeSpan.FromMilliseconds(1));
        Assert.False(_markers.IsOld(Partition));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(_markers.IsOld(Partition));
        Assert.False(_others.IsOld(Partition));
    }

    [Fact]
    public async Task Clear_WhenSomebodyMayRelyOnTheMarker_LeavesIt()
    {
        await _others.MarkAsync(Partition, Queue.Value);
        _time.Advance((2 * Valid) - TimeSpan.FromMilliseconds(1));
        await _markers.ClearAsync(Partition);
        Assert.NotNull(await FindAsync());

        // It is known here from then on, and may be cleared when it is old.
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(_markers.IsOld(Partition));
        await _markers.ClearAsync(Partition);
        Assert.Null(await FindAsync());
        Assert.False(_markers.IsOld(Partition));
    }

    [Fact]
    public async Task Clear_WhenAnotherProcessRenewsTheMarkerMeanwhile_LeavesIt()
    {
        await _markers.MarkAsync(Partition, Queue.Value);
        _time.Advance(2 * Valid);
        _hooks.Before = async call =>
        {
            if (call.Operation != StorageOperation.DeleteDocument)
                return;
            _hooks.Before = _ => Task.CompletedTask;
            await _others.MarkAsync(Partition, Queue.Value);
        };
        await _markers.ClearAsync(Partition);
        Assert.NotNull(await FindAsync());
    }

    [Fact]
    public async Task Clear_WhenThereIsNone_HasTheNextMarkWriteIt()
    {
        await _markers.MarkAsync(Partition, Queue.Value);
        await _others.RemoveAsync(Partition);
        await _markers.ClearAsync(Partition);
        await _markers.MarkAsync(Partition, Queue.Value);
        Assert.NotNull(await FindAsync());
    }

    [Fact]
    public async Task List_WhenAMarkerIsAsLongAsADocumentMayBe_PassesItOverAndFindsTheOthers()
    {
        byte[] content = new byte[Limits.MaxDocumentBytes];
        Array.Fill(content, (byte)'q');
        await _store.Documents.CreateAsync(Collection, new PartitionId(0xabb, 3).ToString(), content, None);
        await _store.Documents.CreateAsync(Collection, new string('a', 255), content, None);
        await _markers.MarkAsync(Partition, Queue.Value);
        PartitionMarker found = Assert.Single(await _markers.ListAsync(None).ToListAsync());
        Assert.Equal(Partition, found.Partition);
    }

    [Fact]
    public async Task Remove_WhenTheMarkerIsYoung_TakesItAway()
    {
        await _markers.MarkAsync(Partition, Queue.Value);
        await _markers.RemoveAsync(Partition);
        Assert.Null(await FindAsync());
        await _markers.RemoveAsync(Partition);
    }

    [Fact]
    public async Task List_WhenThereAreMoreThanAPage_GivesAllWithTheirQueues()
    {
        List<PartitionMarker> expected = [];
        for (int n = 1; n <= Limits.MaxPageSize + 1; n++)
        {
            PartitionMarker marker = new(new PartitionId((ulong)n, n % 64), $"q{n}", IsOld: n <= 2);
            await _markers.MarkAsync(marker.Partition, marker.Owner);
            expected.Add(marker);
            if (n == 2)
                _time.Advance(2 * Valid);
        }

        Assert.Equal(expected, await ListAsync());
    }

    [Theory]
    [InlineData("0000000000000abc-03", 7)]
    [InlineData("0000000000000abc-03", 8)]
    [InlineData("0000000000000abc-0x", 9)]
    [InlineData("abc-03", 9)]
    public async Task List_WhenAMarkerIsDamaged_GivesTheOthers(string id, int length)
    {
        byte[] content = Encoding.UTF8.GetBytes("12345678q")[..length];
        await _store.Documents.CreateAsync(Collection, id, content, None);
        PartitionId whole = new(0xdef, 0);
        await _markers.MarkAsync(whole, Queue.Value);
        Assert.Equal(whole, Assert.Single(await ListAsync()).Partition);
    }

    [Fact]
    public async Task MarkAndClear_WhenManyThreadsDo_NobodyLosesWhatHeReliesUpon()
    {
        await Race.RunAsync(4, (thread, round) =>
        {
            if (thread == 0)
            {
                _time.Advance(Valid / 8);
                return;
            }

            PartitionMarkers markers = thread == 1 ? _markers : _others;
            DateTimeOffset before = _time.GetUtcNow();
            if (round % 3 == 0)
            {
                Done(markers.ClearAsync(Partition));
                return;
            }

            Done(markers.MarkAsync(Partition, Queue.Value).AsTask());
            Document? marker = Result(FindAsync());
            if (_time.GetUtcNow() - before < Valid)
                Assert.NotNull(marker);
        });
    }

    private PartitionMarkers Open() => new(_store, Collection, Valid, _time, NullLogger.Instance);

    private Task<Document?> FindAsync() =>
        _store.Documents.GetAsync(Collection, Partition.ToString(), None).AsTask();

    private async Task<List<PartitionMarker>> ListAsync()
    {
        List<PartitionMarker> found = [];
        await foreach (PartitionMarker marker in _markers.ListAsync(None))
            found.Add(marker);
        return found;
    }

    /// <summary>The store in memory answers at once.</summary>
    private static void Done(Task task)
    {
        Assert.True(task.IsCompleted);
        task.GetAwaiter().GetResult();
    }

    private static T Result<T>(Task<T> task)
    {
        Done(task);
        return task.Result;
    }
}
