using QueueService.Features;
using QueueService.Partitions.Codec;
using QueueService.Partitions.Machine;
using QueueService.Partitions.Messages;
using QueueService.Partitions.Settings;
using QueueService.Queues;
using QueueService.Queues.Messages;
using QueueService.Replication.Snapshots;
using QueueService.Storage;
using QueueService.Storage.Memory;
using QueueService.Tests.Core.Partitions;

namespace QueueService.Tests.Core.Queues;

/// <summary>Snapshots in parts: what is written, what is kept, what is deleted.</summary>
public sealed class SnapshotPartTests
{
    private static readonly MemoryLimits Tiny = new() { MaxReplayFrames = 4, MaxSnapshotPartBytes = 1600 };

    private readonly BrokerCluster _cluster = new();
    private int _more;

    [Fact]
    public async Task Parts_WhenNothingInThemHasChanged_AreWrittenOnce()
    {
        await using BrokerCluster cluster = _cluster;
        StorageHooks hooks = new();
        List<string> written = [];
        hooks.Before = call =>
        {
            if (call.Operation == StorageOperation.PutBlob)
                written.Add(call.Target);
            return Task.CompletedTask;
        };
        (Broker broker, _) = await cluster.StartAsync(hooks, memory: Tiny);
        QueueName queue = await CreateAsync(broker);
        await SendAsync(broker, queue, 0, 400);
        (_, SnapshotManifest before) = await SendUntilNamedAsync(broker, queue, 400);
        long frame = (await NamedReferenceAsync())!.Value.Frame.Value;
        (SnapshotReference named, SnapshotManifest after) = await SendUntilNamedAsync(broker, queue, frame);

        // Of unread runs the last chunk has grown, and with it its part.
        Assert.InRange(before.Parts.Count, 20, 90);
        SnapshotPart gone = Assert.Single(before.Parts.Except(after.Parts));
        Assert.Equal((byte)SnapshotPartKind.Unread, gone.Kind);
        Assert.Equal(written.Count, written.Distinct(StringComparer.Ordinal).Count());
        Assert.All(before.Parts.Intersect(after.Parts), part => Assert.True(part.Frame < named.Frame));
    }

    [Fact]
    public async Task Snapshot_WhenItIsInParts_IsReadByTheNextProcess()
    {
        await using BrokerCluster cluster = _cluster;
        (Broker broker, _) = await cluster.StartAsync(memory: Tiny);
        QueueName queue = await CreateAsync(broker);
        await SendAsync(broker, queue, 0, 100);
        IReadOnlyList<MessageView> taken = await broker.ReceiveAsync(
            queue, new ReceiveOptions(30, VisibilityTimeout: TimeSpan.FromHours(1)), BrokerCluster.None);
        await broker.AcknowledgeAsync(
            queue, [.. taken.Take(20).Select(message => message.ReceiptHandle!)], BrokerCluster.None);
        await SendAsync(broker, queue, 100, 120);

        // The last snapshot is taken when the partition has fallen idle.
        await BrokerCluster.UntilAsync(async () => (await FindNamedAsync())?.Manifest.Parts
            .Select(part => part.Kind).Distinct().Count() == Enum.GetValues<SnapshotPartKind>().Length);
        await cluster.StopAsync(broker);

        (Broker other, _) = await cluster.StartAsync(memory: Tiny);
        QueueStats stats = (await other.GetQueueAsync(queue, BrokerCluster.None)).Stats;
        Assert.Equal((90L, 10L), (stats.Visible, stats.InFlight));
        SendResult again = Assert.Single(await other.SendAsync(queue, [Message(3)], BrokerCluster.None));
        Assert.Equal(4, again.SequenceNumber);
        await other.ReleaseAsync(
            queue, [.. taken.Skip(20).Select(message => message.ReceiptHandle!)], TimeSpan.Zero, BrokerCluster.None);
        Assert.Equal(
            Enumerable.Range(20, 100).Select(n => $"m{n}"), await BrokerCluster.DrainAsync(other, queue));
    }

    [Fact]
    public async Task Parts_WhenAnotherProcessGoesOn_AreKeptByIt()
    {
        await using BrokerCluster cluster = _cluster;
        (Broker broker, _) = await cluster.StartAsync(memory: Tiny);
        QueueName queue = await CreateAsync(broker);
        await SendAsync(broker, queue, 0, 400);
        await SendUntilNamedAsync(broker, queue, 400);
        await cluster.StopAsync(broker);
        (SnapshotReference first, SnapshotManifest before) = await NamedAsync();
        (Broker other, _) = await cluster.StartAsync(memory: Tiny);
        (_, SnapshotManifest after) = await SendUntilNamedAsync(other, queue, first.Frame.Value);
        Assert.All(before.Parts.Except(after.Parts), part => Assert.Equal((byte)SnapshotPartKind.Unread, part.Kind));
        Assert.Equal(2, before.Parts.Intersect(after.Parts).Select(part => part.Kind).Distinct().Count());
    }

    [Fact]
    public async Task Parts_WhenTheProcessEndsBeforeTheirManifestIsStored_AreDeletedByTheNextSnapshot()
    {
        await using BrokerCluster cluster = _cluster;
        ManifestFaults faults = new();
        (Broker broker, _) = await cluster.StartAsync(faults, memory: Tiny with { MaxReplayFrames = 60 });
        QueueName queue = await CreateAsync(broker);
        await SendAsync(broker, queue, 0, 100);
        await BrokerCluster.UntilAsync(() => faults.Refused > 0);
        await cluster.StopAsync(broker);
        Assert.Null(await NamedReferenceAsync());
        string[] orphans = [.. await BlobsAsync()];
        Assert.NotEmpty(orphans);

        (Broker other, _) = await cluster.StartAsync(memory: Tiny);
        await SendUntilNamedAsync(other, queue, 100);
        await cluster.StopAsync(other);
        (SnapshotReference named, SnapshotManifest manifest) = await NamedAsync();
        string[] expected =
        [
            .. manifest.Parts.Select(part => SnapshotReference.BlobName(Partition(), part))
                .Append(named.BlobName(Partition())).Order(StringComparer.Ordinal),
        ];
        Assert.Equal(expected, (await BlobsAsync()).Where(name => named.IsNotOlderThan(Partition(), name)));
        Assert.Empty(orphans.Intersect(await BlobsAsync(), StringComparer.Ordinal));
    }

    [Fact]
    public async Task Snapshot_WhenTheLevelOfTheStoreIsTheOldest_IsInOnePiece()
    {
        await using BrokerCluster cluster = _cluster;
        MemoryStore store = cluster.OpenStore(StorageFaults.None);
        await store.Documents.CreateAsync(
            "service", "feature-level", FeatureLevelStore.Encode(FeatureLevel.One), BrokerCluster.None);
        (Broker broker, _) = await cluster.StartAsync(memory: Tiny);
        QueueName queue = await CreateAsync(broker);
        await SendAsync(broker, queue, 0, 200);
        await cluster.StopAsync(broker);
        SnapshotReference named = (await NamedReferenceAsync())!.Value;
        ReadOnlyMemory<byte>? stored = await store.Blobs.GetAsync(named.BlobName(Partition()), BrokerCluster.None);
        Assert.Equal(SnapshotCodec.Version, stored!.Value.Span[0]);
        Assert.Equal(200, (await DrainAsync(queue)).Count);
    }

    private async Task<List<string>> DrainAsync(QueueName queue)
    {
        (Broker broker, _) = await _cluster.StartAsync(memory: Tiny);
        return await BrokerCluster.DrainAsync(broker, queue);
    }

    private static Task<QueueName> CreateAsync(Broker broker) =>
        BrokerCluster.CreateAsync(broker, "q.fifo", new QueueSettingsChange());

    private static async Task SendAsync(Broker broker, QueueName queue, int from, int to)
    {
        for (int n = from; n < to; n++)
            await broker.SendAsync(queue, [Message(n)], BrokerCluster.None);
    }

    /// <summary>The first snapshot that the log names and that is newer than a frame.</summary>
    private async Task<(SnapshotReference Reference, SnapshotManifest Manifest)> SendUntilNamedAsync(
        Broker broker, QueueName queue, long frame)
    {
        await BrokerCluster.UntilAsync(async () =>
        {
            _more++;
            await SendAsync(broker, queue, 1000 + _more, 1001 + _more);
            return (await NamedReferenceAsync())?.Frame.Value > frame;
        });
        return await NamedAsync();
    }

    private static NewMessage Message(int n) => HarnessCommands.Message($"m{n}", "g", $"id{n}");

    private PartitionId Partition()
    {
        string name = Assert.Single(_cluster.StoredPartitions);
        return new PartitionId(Convert.ToUInt64(name[..16], 16), 0);
    }

    private async Task<SnapshotReference?> NamedReferenceAsync() =>
        (await QueueGlance.ReadAsync(
            _cluster.OpenStore(StorageFaults.None), Partition(), BrokerCluster.None))!.Snapshot;

    private async Task<(SnapshotReference Reference, SnapshotManifest Manifest)> NamedAsync() =>
        (await FindNamedAsync())!.Value;

    /// <summary>Null if there is none, or another one has just taken its place.</summary>
    private async Task<(SnapshotReference Reference, SnapshotManifest Manifest)?> FindNamedAsync()
    {
        if (await NamedReferenceAsync() is not { } named)
            return null;
        ReadOnlyMemory<byte>? bytes = await _cluster.OpenStore(StorageFaults.None).Blobs.GetAsync(
            named.BlobName(Partition()), BrokerCluster.None);
        return bytes is { } found ? (named, SnapshotManifestCodec.Decode(found.Span)) : null;
    }

    private async Task<List<string>> BlobsAsync()
    {
        List<string> names = [];
        await foreach (BlobInfo blob in _cluster.OpenStore(StorageFaults.None).Blobs.ListAsync(
            SnapshotReference.Folder(Partition()), BrokerCluster.None))
            names.Add(blob.Name);
        return names;
    }

    /// <summary>Refuses to store manifests; their parts are stored.</summary>
    private sealed class ManifestFaults : StorageFaults
    {
        public int Refused { get; private set; }

        public override ValueTask<StorageFault> BeforeAsync(StorageCall call)
        {
            if (call.Operation != StorageOperation.PutBlob || call.Target.Split('/')[^1].Split('-').Length == 3)
                return new(StorageFault.None);
            Refused++;
            return new(StorageFault.Throttled);
        }
    }
}
