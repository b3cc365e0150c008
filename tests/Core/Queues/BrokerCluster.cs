using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using QueueService.Partitions.Loop;
using QueueService.Queues;
using QueueService.Queues.Messages;
using QueueService.Queues.Settings;
using QueueService.Storage;
using QueueService.Storage.Memory;

namespace QueueService.Tests.Core.Queues;

/// <summary>Several processes of the service on one disk in memory.</summary>
internal sealed class BrokerCluster : IAsyncDisposable
{
    private readonly MemoryDisk _disk = new(TimeProvider.System);
    private readonly List<(Broker Broker, MemoryStore Store)> _members = [];

    public static CancellationToken None => CancellationToken.None;

    /// <summary>The frames of all logs.</summary>
    public int StoredFrames => _disk.Logs.Values.Sum(log => log.From(FrameNumber.None.Next, int.MaxValue).Count);

    /// <summary>Snapshots and large contents.</summary>
    public int StoredBlobs => _disk.Blobs.Count;

    /// <summary>True once the notes beside the heads of all logs are final.</summary>
    public bool IsAtRest => Unsettled.Count == 0;

    /// <summary>The partitions whose notes are not final.</summary>
    public IReadOnlyList<string> Unsettled
    {
        get
        {
            lock (_disk.Sync)
            {
                return
                [
                    .. _disk.Logs.Where(log => !HeadNote.Decode(log.Value.Head.Note.Span).IsFinal)
                        .Select(log => log.Key.ToString()),
                ];
            }
        }
    }

    public IReadOnlyList<string> StoredPartitions => [.. _disk.Logs.Keys.Select(partition => partition.ToString())];

    public async Task<(Broker Broker, MemoryStore Store)> StartAsync(
        StorageFaults? faults = null, TimeProvider? time = null, MemoryLimits? memory = null, ILogger? logger = null)
    {
        MemoryStore store = OpenStore(faults ?? StorageFaults.None);
        await store.InitializeAsync(None);
        Broker broker = await Broker.OpenAsync(
            store,
            time ?? TimeProvider.System,
            RandomSource.System,
            logger ?? NullLogger.Instance,
            memory ?? MemoryLimits.Default,
            None);
        _members.Add((broker, store));
        return (broker, store);
    }

    /// <summary>The disk as another process sees it.</summary>
    public MemoryStore OpenStore(StorageFaults faults) => new(_disk, new MemoryStoreOptions { Faults = faults });

    /// <summary>Ends a process.</summary>
    public async Task StopAsync(Broker broker)
    {
        _members.RemoveAll(member => member.Broker == broker);
        await broker.DisposeAsync();
    }

    public static async Task<QueueName> CreateAsync(Broker broker, string name, QueueSettingsChange? settings = null)
    {
        QueueName queue = QueueName.Parse(name);
        await broker.CreateQueueAsync(queue, settings ?? new QueueSettingsChange(), None);
        return queue;
    }

    public static Task<IReadOnlyList<SendResult>> SendAsync(Broker broker, QueueName queue, params string[] bodies) =>
        broker.SendAsync(queue, [.. bodies.Select(body => Partitions.HarnessCommands.Message(body))], None);

    /// <summary>Receives and acknowledges until nothing comes any more.</summary>
    public static async Task<List<string>> DrainAsync(Broker broker, QueueName queue)
    {
        List<string> bodies = [];
        while (true)
        {
            IReadOnlyList<MessageView> received = await broker.ReceiveAsync(queue, new ReceiveOptions(100), None);
            if (received.Count == 0)
                return bodies;
            bodies.AddRange(received.Select(message => System.Text.Encoding.UTF8.GetString(message.Body.Span)));
            IReadOnlyList<ReceiptStatus> statuses = await broker.AcknowledgeAsync(
                queue, [.. received.Select(message => message.ReceiptHandle!)], None);
            Assert.All(statuses, status => Assert.Equal(ReceiptStatus.Done, status));
        }
    }

    /// <summary>Looks until it is so; fails after half a minute.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(30));
        using PeriodicTimer pause = new(TimeSpan.FromMilliseconds(5));
        while (!await isSo())
            await pause.WaitForNextTickAsync(deadline.Token);
    }

    public static Task UntilAsync(Func<bool> isSo) => UntilAsync(() => Task.FromResult(isSo()));

    public async ValueTask DisposeAsync()
    {
        foreach ((Broker broker, MemoryStore store) in _members)
        {
            await broker.DisposeAsync();
            await store.DisposeAsync();
        }
    }
}
