using QueueService.Benchmarks.CommandLine;
using QueueService.Benchmarks.Load;
using QueueService.Benchmarks.Processes;
using QueueService.Benchmarks.Reporting;
using QueueService.Benchmarks.Targets;

namespace QueueService.Benchmarks.Scenarios;

/// <summary>One send, one receive and one ack on a service that does nothing else.</summary>
internal static class LoneScenario
{
    private const string Queue = "lone";

    // Work that a request leaves behind must not be counted to the next one.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly Option Repeats = new("--repeats", "50", "times; the median is reported");

    public static IReadOnlyList<Option> Options { get; } =
        [TargetOptions.ServiceTargets, Repeats, TargetOptions.WorkFolder];

    public static async Task RunAsync(OptionValues options, CancellationToken cancellation)
    {
        int repeats = options.Number(Repeats.Name, 1, 10_000);
        using TargetSet targets = await TargetSet.PrepareAsync(options, TargetOptions.ServiceTargets, cancellation);
        Console.WriteLine($"1-minute load average at start: {LoadAverage.OneMinute()}\n");
        var table = new MarkdownTable("target", "request", "storage tx", "bytes written", "ms p50/p99/max");
        foreach (TargetKind kind in targets.Kinds)
        {
            await using TargetServer server = await targets.StartAsync(kind, cancellation);
            await server.CreateQueueAsync(Queue, cancellation);
            using var client = new QueueClient(Queue, batch: 1, TimeSpan.Zero, seed: 0);
            await client.ConnectAsync(server.Port, cancellation);
            Dictionary<RequestKind, List<StorageCounters>> costs = new()
            {
                [RequestKind.Send] = [],
                [RequestKind.Receive] = [],
                [RequestKind.Ack] = [],
            };
            for (int i = 0; i < repeats; i++)
                await RunOnceAsync(server, client, i, costs, cancellation);
            foreach ((RequestKind request, List<StorageCounters> cost) in costs)
            {
                table.Add(
                    kind.ToString(),
                    request.ToString(),
                    Figures.Number(Figures.Median(cost.Select(c => c.Transactions))),
                    Figures.Number(Figures.Median(cost.Select(c => c.BytesWritten))),
                    Figures.Percentiles(client.Latencies[request]));
            }
        }

        Console.WriteLine(table);
    }

    private static async Task RunOnceAsync(
        TargetServer server,
        QueueClient client,
        int number,
        Dictionary<RequestKind, List<StorageCounters>> costs,
        CancellationToken cancellation)
    {
        async Task MeasureAsync(RequestKind kind, Func<ValueTask> request)
        {
            StorageCounters before = await server.ReadCountersAsync(cancellation);
            await request();
            costs[kind].Add(await server.ReadCountersAsync(cancellation) - before);
            await Task.Delay(Pause, cancellation);
        }

        await MeasureAsync(RequestKind.Send, () => client.SendAsync(number));
        await MeasureAsync(RequestKind.Receive, client.ReceiveBatchAsync);
        await MeasureAsync(RequestKind.Ack, client.AckAsync);
    }
}
