using QueueService.Audit;
using QueueService.Queues;
using QueueService.Storage;
using QueueService.Storage.Memory;
using QueueService.Tests.Core.Queues;
using QueueService.Wire;

namespace QueueService.Tests.Core.Audit;

/// <summary>What was managed is kept by every instance, and shown by any.</summary>
public sealed class AuditTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly BrokerCluster _cluster = new();
    private readonly StorageHooks _hooks = new();
    private readonly FakeTime _time = new();
    private Broker _broker = null!;
    private Broker _other = null!;

    public async Task InitializeAsync()
    {
        (_broker, _) = await _cluster.StartAsync(_hooks, _time);
        (_other, _) = await _cluster.StartAsync(time: _time);
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task List_WhenSeveralInstancesHaveManaged_ShowsAllTheNewestFirst()
    {
        for (int n = 0; n < 10; n++)
            (n % 2 == 0 ? _broker : _other).Audit(Entry(n));
        await _other.ListAuditAsync(new AuditQuery(), default);
        Assert.Equal(Enumerable.Range(0, 10).Reverse(), Numbers(await AllAsync(new AuditQuery())));
        Assert.Equal(Enumerable.Range(0, 10).Reverse(), Numbers(await AllAsync(new AuditQuery { Limit = 3 })));
    }

    [Fact]
    public async Task List_WhenEntriesAreOfManyHours_GoesThroughThem()
    {
        for (int n = 0; n < 300; n++)
            _broker.Audit(Entry(n, Begin.AddMinutes(n * 50)));
        Assert.Equal(Enumerable.Range(0, 300).Reverse(), Numbers(await AllAsync(new AuditQuery { Limit = 7 })));
        Assert.Equal(
            Enumerable.Range(100, 200).Reverse(),
            Numbers(await AllAsync(new AuditQuery { From = Begin.AddMinutes(5000) })));
    }

    [Fact]
    public async Task List_WhenSomethingIsAskedFor_ShowsThatAlone()
    {
        _broker.Audit(Entry(0) with { Key = "ann", Queue = "a", Action = "POST /v1/queues/{queue}/purge" });
        _broker.Audit(Entry(1) with { Key = "bob", Queue = "a", Action = "PurgeQueue" });
        _broker.Audit(Entry(2) with { Key = "ann", Queue = null, Action = "POST /v1/keys", Detail = "key" });
        Assert.Equal([2, 0], Numbers(await AllAsync(new AuditQuery { Key = "ann" })));
        Assert.Equal([1, 0], Numbers(await AllAsync(new AuditQuery { Queue = "a" })));
        Assert.Equal([1, 0], Numbers(await AllAsync(new AuditQuery { Action = "purge" })));
        Assert.Equal([0], Numbers(await AllAsync(new AuditQuery { Action = "purge", Key = "ann", Queue = "a" })));
        Assert.Empty(await AllAsync(new AuditQuery { Action = "delete" }));
    }

    [Fact]
    public async Task Audit_WhenTheStoreFailsNowAndThen_KeepsEachEntryOnce()
    {
        int calls = 0;
        _hooks.Before = call => call.Target.StartsWith("audit", StringComparison.Ordinal) && ++calls % 2 == 1
            ? throw new StorageUnavailableException("Not now.")
            : Task.CompletedTask;
        for (int n = 0; n < 5; n++)
        {
            _broker.Audit(Entry(n));
            try
            {
                await _broker.ListAuditAsync(new AuditQuery(), default);
            }
            catch (StorageUnavailableException)
            {
                // It is stored with the next one.
            }
        }

        _hooks.Before = _ => Task.CompletedTask;
        Assert.Equal([4, 3, 2, 1, 0], Numbers(await AllAsync(new AuditQuery())));
        Assert.Equal((5, 0), _broker.AuditCounts);
    }

    [Fact]
    public async Task List_WhenAnEntryWasStoredTwice_ShowsItOnce()
    {
        MemoryStore store = _cluster.OpenStore(StorageFaults.None);
        foreach (string id in new[] { "a", "b" })
        {
            WireWriter writer = AuditCodec.Begin(7, 3);
            AuditCodec.Write(writer, Entry(1));
            await store.Documents.CreateAsync(
                AuditStore.Collection, $"{AuditStore.PrefixOf(490_000)}-{id}", writer.Written, default);
        }

        Assert.Equal([1], Numbers(await AllAsync(new AuditQuery())));
    }

    [Fact]
    public async Task Audit_WhenNobodyLists_IsStoredByItself()
    {
        _broker.Audit(Entry(0));
        _time.Advance(TimeSpan.FromSeconds(1));
        await BrokerCluster.UntilAsync(async () => (await AllAsync(new AuditQuery(), _other)).Count == 1);
    }

    [Fact]
    public async Task Audit_WhenItIsOldOrTooMuch_IsTakenAway()
    {
        MemoryStore store = _cluster.OpenStore(StorageFaults.None);
        AuditStore old = new(store.Documents, 7);
        await old.AddAsync([Entry(1, Begin - Limits.MaxAuditAge - TimeSpan.FromHours(2))], default);
        AuditStore large = new(store.Documents, 8);
        AuditEntry big = Entry(2) with { Detail = new string('x', 40_000) };
        for (int n = 0; n < (Limits.MaxAuditBytes / 40_000) + 20; n++)
            await large.AddAsync([big], default);
        await AuditTrim.RunAsync(store.Documents, Begin, default);
        List<AuditEntry> left = await AllAsync(new AuditQuery { Limit = 1000 });
        Assert.InRange(left.Count, 300, Limits.MaxAuditBytes / 40_000);
        Assert.DoesNotContain(1, Numbers(left));
    }

    [Fact]
    public async Task Audit_WhenTheStoreIsGoneForLong_LosesWhatIsTooMuchAndTellsSo()
    {
        _hooks.Before = call => call.Target.StartsWith("audit", StringComparison.Ordinal)
            ? throw new StorageUnavailableException("Not now.")
            : Task.CompletedTask;
        for (int n = 0; n < 1_005; n++)
            _broker.Audit(Entry(n));
        Assert.Equal((0, 5), _broker.AuditCounts);
        _hooks.Before = _ => Task.CompletedTask;
        Assert.Equal(1_000, (await AllAsync(new AuditQuery { Limit = 1000 })).Count);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("1.2")]
    [InlineData("1.g.1")]
    [InlineData("-1.0.1")]
    public async Task List_WhenTheCursorIsNone_IsRefused(string cursor) => Assert.Equal(
        BrokerErrorCode.InvalidCursor,
        (await Assert.ThrowsAsync<BrokerException>(
            () => _broker.ListAuditAsync(new AuditQuery { Cursor = cursor }, default))).Code);

    private static AuditEntry Entry(int number, DateTimeOffset? at = null) =>
        new(at ?? Begin.AddSeconds(number), "key", "action", "queue", "::1", $"{number}");

    private static IEnumerable<int> Numbers(IEnumerable<AuditEntry> entries) =>
        entries.Select(entry => int.Parse(entry.Outcome));

    private async Task<List<AuditEntry>> AllAsync(AuditQuery query, Broker? broker = null)
    {
        List<AuditEntry> all = [];
        while (true)
        {
            Page<AuditEntry> page = await (broker ?? _broker).ListAuditAsync(query, default);
            Assert.InRange(page.Items.Count, 0, query.Limit);
            all.AddRange(page.Items);
            if (page.Cursor is null)
                return all;
            query = query with { Cursor = page.Cursor };
        }
    }
}
