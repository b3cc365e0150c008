using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using QueueService.Features;
using QueueService.Partitions.Codec;
using QueueService.Partitions.Events;
using QueueService.Partitions.Settings;
using QueueService.Queues;
using QueueService.Queues.Messages;
using QueueService.Storage;
using QueueService.Storage.Memory;

namespace QueueService.Tests.Core.Queues;

/// <summary>Several processes of the service on one disk in memory.</summary>
internal sealed class BrokerCluster(TimeProvider? diskTime = null) : IAsyncDisposable
{
    private readonly MemoryDisk _disk = new(diskTime ?? TimeProvider.System);
    private readonly List<(Broker Broker, MemoryStore Store)> _members = [];

    public static CancellationToken None => CancellationToken.None;

    /// <summary>The frames of all logs.</summary>
    public int StoredFrames => _disk.Logs.Values.Sum(log => log.From(FrameNumber.None.Next, int.MaxValue).Count);

    /// <summary>All events that are in the logs.</summary>
    public IReadOnlyList<PartitionEvent> StoredEvents
    {
        get
        {
            lock (_disk.Sync)
            {
                return
                [
                    .. from log in _disk.Logs
                        from frame in log.Value.From(FrameNumber.None.Next, int.MaxValue)
                        from happened in FrameCodec.Decode(log.Key, frame.Number, frame.Events.Span).Events
                        select happened,
                ];
            }
        }
    }

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
                    .. _disk.Logs.Where(log => !QueueNoteCodec.Decode(log.Value.Head.Note.Span).IsFinal)
                        .Select(log => log.Key.ToString()),
                ];
            }
        }
    }

    /// <summary>Where each log ends.</summary>
    public IReadOnlyList<LogHead> Heads
    {
        get
        {
            lock (_disk.Sync)
                return [.. _disk.Logs.Values.Select(log => log.Head)];
        }
    }

    public IReadOnlyList<string> StoredPartitions => [.. _disk.Logs.Keys.Select(partition => partition.ToString())];

    /// <summary>The oldest frame that is still stored of any log.</summary>
    public FrameNumber FirstFrame
    {
        get
        {
            lock (_disk.Sync)
                return _disk.Logs.Values.Min(log => log.From(FrameNumber.None.Next, 1)[0].Number);
        }
    }

    /// <param name="isCompared">Whether the clock of the process is compared with that of the disk.</param>
    public async Task<(Broker Broker, MemoryStore Store)> StartAsync(
        StorageFaults? faults = null,
        TimeProvider? time = null,
        MemoryLimits? memory = null,
        ILogger? logger = null,
        FeatureLevel? newest = null,
        string name = "",
        bool isCompared = false)
    {
        MemoryStore store = OpenStore(faults ?? StorageFaults.None, isCompared ? time : null);
        await store.InitializeAsync(None);
        Broker broker = await Broker.OpenAsync(
            store,
            time ?? TimeProvider.System,
            RandomSource.System,
            logger ?? NullLogger.Instance,
            memory ?? MemoryLimits.Default,
            name,
            newest ?? FeatureLevel.Newest,
            None);
        _members.Add((broker, store));
        return (broker, store);
    }

    /// <summary>The disk as another process sees it.</summary>
    public MemoryStore OpenStore(StorageFaults faults, TimeProvider? time = null) =>
        new(_disk, new MemoryStoreOptions { Faults = faults, Time = time });

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

    /// <summary>Receives one message and acknowledges it.</summary>
    public static async Task<IReadOnlyList<MessageView>> ReceiveAndAcknowledgeAsync(Broker broker, QueueName queue)
    {
        IReadOnlyList<MessageView> received = await broker.ReceiveAsync(queue, new ReceiveOptions(1), None);
        await broker.AcknowledgeAsync(queue, [.. received.Select(message => message.ReceiptHandle!)], None);
        return received;
    }

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
    /// <param name="what">Said when it fails; the condition itself.</param>
    public static async Task UntilAsync(
        Func<Task<bool>> isSo, [CallerArgumentExpression(nameof(isSo))] string what = "")
    {
        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(30));
        using PeriodicTimer pause = new(TimeSpan.FromMilliseconds(5));
        while (!await isSo())
        {
            if (deadline.IsCancellationRequested)
                Assert.Fail($"In 30 s it has not come true: {what}");
            await pause.WaitForNextTickAsync();
        }
    }

    public static Task UntilAsync(Func<bool> isSo, [CallerArgumentExpression(nameof(isSo))] string what = "") =>
        UntilAsync(() => Task.FromResult(isSo()), what);

    /// <summary>Looks until it is so within <see cref="FakeTime.Run"/>; fails after an hour of that clock.</summary>
    /// <param name="what">Said when it fails; the condition itself.</param>
    public static async Task UntilAsync(
        FakeTime time, Func<Task<bool>> isSo, [CallerArgumentExpression(nameof(isSo))] string what = "")
    {
        DateTimeOffset deadline = time.GetUtcNow() + TimeSpan.FromHours(1);
        while (!await isSo())
        {
            if (time.GetUtcNow() > deadline)
                Assert.Fail($"In an hour of fake time it has not come true: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(10), time);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach ((Broker broker, MemoryStore store) in _members)
        {
            await broker.DisposeAsync();
            await store.DisposeAsync();
        }
    }
}
