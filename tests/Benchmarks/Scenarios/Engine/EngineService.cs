using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using QueueService.Partitions.Messages;
using QueueService.Partitions.Settings;
using QueueService.Queues;
using QueueService.Queues.Messages;
using QueueService.Storage;

namespace QueueService.Benchmarks.Scenarios.Engine;

/// <summary>The engine in this process, without HTTP.</summary>
internal sealed class EngineService : IAsyncDisposable
{
    private static readonly byte[] Body = Encoding.ASCII.GetBytes(new string('b', 100));

    private EngineService(IStore store, Broker broker)
    {
        Store = store;
        Broker = broker;
    }

    public IStore Store { get; }

    public Broker Broker { get; }

    public static async Task<EngineService> OpenAsync(
        IStore store, TimeProvider time, CancellationToken cancellation) => new(store, await Broker.OpenAsync(
            store, time, RandomSource.System, NullLogger.Instance, MemoryLimits.Default, cancellation));

    public static NewMessage Message(string? group = null, string? id = null) =>
        new() { Body = Body, IsText = true, GroupId = group, DeduplicationId = id };

    public async Task<QueueName> CreateAsync(
        string name, QueueSettingsChange settings, CancellationToken cancellation)
    {
        QueueName queue = QueueName.Parse(name);
        await Broker.CreateQueueAsync(queue, settings, cancellation);
        return queue;
    }

    /// <summary>Does something as often as asked, some of it at once.</summary>
    public static async Task RepeatAsync(
        int times, int atOnce, Func<int, Task> action, CancellationToken cancellation) => await Parallel.ForEachAsync(
            Enumerable.Range(0, times),
            new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellation },
            async (number, _) => await action(number));

    public async Task AcknowledgeAsync(
        QueueName queue, IReadOnlyList<MessageView> received, CancellationToken cancellation)
    {
        IReadOnlyList<ReceiptStatus> statuses = await Broker.AcknowledgeAsync(
            queue, [.. received.Select(message => message.ReceiptHandle!)], cancellation);
        if (statuses.Any(status => status != ReceiptStatus.Done))
            throw new BenchmarkFailedException("A message could not be acknowledged.");
    }

    public async ValueTask DisposeAsync()
    {
        await Broker.DisposeAsync();
        await Store.DisposeAsync();
    }
}
