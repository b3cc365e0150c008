using QueueService.Benchmarks.CommandLine;
using QueueService.Benchmarks.Processes;
using QueueService.Benchmarks.Reporting;
using QueueService.Benchmarks.Targets;
using QueueService.Partitions.Settings;
using QueueService.Queues;

namespace QueueService.Benchmarks.Scenarios.Engine;

/// <summary>What it costs the store that portals show all queues, which are idle.</summary>
internal static class ListingScenario
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private static readonly Option Targets = new("--targets", "memory,azurite", "any of memory, local, azurite");
    private static readonly Option Queues = new("--queues", "1000", "idle queues");
    private static readonly Option Portals = new("--portals", "10", "who list all of them every five seconds");
    private static readonly Option Time = new("--seconds", "60", "how long they do");

    public static IReadOnlyList<Option> Options { get; } = [Targets, Queues, Portals, Time, TargetOptions.WorkFolder];

    public static async Task RunAsync(OptionValues options, CancellationToken cancellation)
    {
        int queues = options.Number(Queues.Name, 1, Limits.MaxPageSize);
        int portals = options.Number(Portals.Name, 1, 1000);
        TimeSpan time = options.Seconds(Time.Name);
        Console.WriteLine($"1-minute load average at start: {LoadAverage.OneMinute()}\n");
        var table = new MarkdownTable(
            "target", "queues", "portals", "listings", "storage calls", "calls a minute", "listing ms p50/p99/max");
        foreach (TargetKind kind in TargetSet.Parse(options.Text(Targets.Name), EngineStore.Kinds))
        {
            await using EngineStore store = await EngineStore.StartAsync(
                kind, options.Text(TargetOptions.WorkFolder.Name));

            // As a process that has just started: it has no partition open.
            await using (EngineService first = await store.OpenAsync(TimeProvider.System, cancellation))
            {
                await EngineService.RepeatAsync(
                    queues,
                    8,
                    n => first.CreateAsync($"idle-{n}", new QueueSettingsChange(), cancellation),
                    cancellation);
            }

            await using EngineService service = await store.OpenAsync(TimeProvider.System, cancellation);
            CommandTimes times = new();
            int listings = 0;
            long before = service.Store.Meter.Transactions;
            await Task.WhenAll(Enumerable.Range(0, portals).Select(portal => WatchAsync(Every * portal / portals)));
            long calls = service.Store.Meter.Transactions - before;
            table.Add([
                $"{kind}", Figures.Whole(queues), $"{portals}", Figures.Whole(listings), Figures.Whole(calls),
                Figures.Number(calls / time.TotalMinutes), times.Percentiles]);

            async Task WatchAsync(TimeSpan delay)
            {
                await Task.Delay(delay, cancellation);
                for (int n = 0; n < time / Every; n++)
                {
                    Page<QueueInfo>? page = await times.MeasureAsync(
                        () => service.Broker.ListQueuesAsync("", Limits.MaxPageSize, null, cancellation, _ => true));
                    if (page?.Items.Count != queues)
                        throw new BenchmarkFailedException("Not all queues were listed.");
                    Interlocked.Increment(ref listings);
                    await Task.Delay(Every, cancellation);
                }
            }
        }

        Console.WriteLine(table);
    }
}
