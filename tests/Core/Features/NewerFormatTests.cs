using QueueService.Partitions.Codec;
using QueueService.Partitions.Events;
using QueueService.Partitions.Settings;
using QueueService.Queues;
using QueueService.Queues.Messages;
using QueueService.Replication.Snapshots;
using QueueService.Storage;
using QueueService.Storage.Memory;
using QueueService.Tests.Core.Queues;
using QueueService.Wire;

namespace QueueService.Tests.Core.Features;

/// <summary>What a later program has written is left alone, said in a sentence, and never taken for damage.</summary>
public sealed class NewerFormatTests : IAsyncLifetime
{
    private readonly BrokerCluster _cluster = new();
    private readonly LogRecord _log = new();
    private Broker _broker = null!;
    private MemoryStore _store = null!;
    private QueueName _queue;
    private PartitionId _partition;

    public async Task InitializeAsync()
    {
        (_broker, _store) = await _cluster.StartAsync(logger: _log);
        _queue = await BrokerCluster.CreateAsync(_broker, "q");
        await BrokerCluster.SendAsync(_broker, _queue, "x");
        string name = Assert.Single(_cluster.StoredPartitions);
        _partition = new PartitionId(Convert.ToUInt64(name[..16], 16), 0);
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Commands_WhenAFrameHasAnEventOfALaterKind_LeaveThePartitionAlone()
    {
        LogHead head = await HeadAsync();
        await AppendAsync(Events(lastByte: byte.MaxValue), head.Note);
        await RefusedAsync("frame", "Unknown event kind 255");
    }

    [Fact]
    public async Task Commands_WhenAFrameIsOfALaterVersion_LeaveThePartitionAlone()
    {
        LogHead head = await HeadAsync();
        byte[] events = Events(lastByte: (byte)EventKind.Closed);
        events[0] = 2;
        await AppendAsync(events, head.Note);
        await RefusedAsync("frame", "Unknown version 2");
    }

    [Fact]
    public async Task Commands_WhenTheNoteIsOfALaterVersion_LeaveThePartitionAlone()
    {
        await AppendAsync(Events(null), new byte[] { 255, 1, 2, 3 });
        await RefusedAsync("note", "Unknown version 255");
    }

    [Fact]
    public async Task Commands_WhenTheSnapshotIsOfALaterVersion_LeaveThePartitionAlone()
    {
        LogHead head = await HeadAsync();
        SnapshotReference snapshot = new(head.Last, 9);
        await _store.Blobs.PutAsync(snapshot.BlobName(_partition), new byte[] { 255, 0 }, BrokerCluster.None);
        WireWriter note = new();
        note.Raw(head.Note.Span[..1]);
        note.Number(snapshot.Frame.Value);
        note.Fixed128(snapshot.Unique);
        note.Raw(head.Note.Span[18..]);
        await AppendAsync(Events(null), note.Written);

        // Another process, which has to begin from the snapshot.
        (Broker later, _) = await _cluster.StartAsync();
        BrokerException refused = await Assert.ThrowsAsync<BrokerException>(
            () => BrokerCluster.SendAsync(later, _queue, "y"));
        Assert.Equal(BrokerErrorCode.NewerFormat, refused.Code);
        Assert.NotNull(await _store.Blobs.GetAsync(snapshot.BlobName(_partition), BrokerCluster.None));
    }

    [Fact]
    public async Task Commands_WhenTheCatalogHasALaterSetting_LeaveTheQueueAlone()
    {
        (Broker later, _) = await _cluster.StartAsync();
        Document entry = (await _store.Documents.GetAsync("queues", "q", BrokerCluster.None))!;
        byte[] content = [.. entry.Content[..^1].Span, 200, 1, 0];
        await _store.Documents.ReplaceAsync("queues", "q", content, entry.Version, BrokerCluster.None);
        foreach (Func<Task> use in (Func<Task>[])
        [
            () => BrokerCluster.SendAsync(later, _queue, "y"),
            () => later.GetQueueAsync(_queue, BrokerCluster.None),
            () => later.UpdateQueueAsync(
                _queue, new QueueSettingsChange { MaxMessageBytes = 2048 }, BrokerCluster.None),
            () => later.DeleteQueueAsync(_queue, BrokerCluster.None),
            () => BrokerCluster.CreateAsync(later, "q"),
        ])
        {
            Assert.Equal(
                "The catalog entry of queue 'q' was written by a newer version of the service (Unknown queue setting "
                + "200); upgrade this instance.",
                (await Assert.ThrowsAsync<NewerFormatException>(use)).Message);
        }

        Assert.Equal(content, (await _store.Documents.GetAsync("queues", "q", BrokerCluster.None))!.Content.ToArray());
    }

    [Fact]
    public async Task Receive_WhenAContentHasALaterField_SaysSo()
    {
        LogHead head = await HeadAsync();
        byte[] content = [1 + 1, 1, 200];
        await AppendAsync(
            Section([new Sent(new(2), [new(content.Length)])], content), head.Note, content);
        NewerFormatException refused = await Assert.ThrowsAsync<NewerFormatException>(
            () => _broker.ReceiveAsync(_queue, new ReceiveOptions(10), BrokerCluster.None));
        Assert.StartsWith("Message 2 in frame 3 of partition", refused.Message);
    }

    private async Task RefusedAsync(string what, string why)
    {
        LogHead before = await HeadAsync();
        int frames = _cluster.StoredFrames;
        foreach (Func<Task> use in (Func<Task>[])
        [
            () => BrokerCluster.SendAsync(_broker, _queue, "y"),
            () => _broker.ReceiveAsync(_queue, new ReceiveOptions(1), BrokerCluster.None),
            () => _broker.PurgeAsync(_queue, BrokerCluster.None),
            () => _broker.GetQueueAsync(_queue, BrokerCluster.None),
        ])
        {
            BrokerException refused = await Assert.ThrowsAsync<BrokerException>(use);
            Assert.Equal(BrokerErrorCode.NewerFormat, refused.Code);
            Assert.Contains(what, refused.Message, StringComparison.OrdinalIgnoreCase);
            Assert.Contains($"was written by a newer version of the service ({why})", refused.Message);
        }

        await _broker.MaintainAsync(BrokerCluster.None);
        Assert.Equal(before.Version, (await HeadAsync()).Version);
        Assert.Equal(frames, _cluster.StoredFrames);
        Assert.DoesNotContain(_log.Errors, line => line.Contains("closed after an error", StringComparison.Ordinal));

        // Nobody else is the worse for it.
        QueueName other = await BrokerCluster.CreateAsync(_broker, "other");
        await BrokerCluster.SendAsync(_broker, other, "z");
        Assert.Equal(["z"], await BrokerCluster.DrainAsync(_broker, other));
    }

    /// <summary>A frame with an event that is one byte; without a byte, one with no event.</summary>
    private static byte[] Events(byte? lastByte)
    {
        byte[] section = Section(lastByte is null ? [] : [new Closed()], []);
        if (lastByte is { } kind)
        {
            section[^1] = kind;
            BitConverter.TryWriteBytes(section.AsSpan(1), Crc32C.Compute(section.AsSpan(5)));
        }

        return section;
    }

    private static byte[] Section(PartitionEvent[] events, byte[] payload) =>
        FrameCodec.Encode(Timestamp.From(DateTimeOffset.UtcNow), events, payload);

    private async Task<LogHead> HeadAsync()
    {
        await using ICommitLog log = _store.OpenLog(_partition);
        return await log.ReadHeadAsync(BrokerCluster.None);
    }

    private async Task AppendAsync(byte[] events, ReadOnlyMemory<byte> note, byte[]? payload = null)
    {
        await using ICommitLog log = _store.OpenLog(_partition);
        LogHead head = await log.ReadHeadAsync(BrokerCluster.None);
        AppendOutcome outcome = await log.AppendAsync(
            head, new NewFrame(head.Last.Next, new CommitId(77), events, payload ?? [], note));
        Assert.Equal(AppendStatus.Committed, outcome.Status);
    }
}
