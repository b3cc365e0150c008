using QueueService.Benchmarks.CommandLine;
using QueueService.Benchmarks.Load;
using QueueService.Benchmarks.Processes;
using QueueService.Benchmarks.Targets;

namespace QueueService.Benchmarks.Scenarios;

/// <summary>Throughput, latency and cost of sending, and of receiving and acknowledging, against the ceiling.</summary>
internal static class HttpScenario
{
    private const string Queue = "bench";

    private static readonly Option Runs = new("--runs", "3", "runs; the median is reported");
    private static readonly Option Messages = new("--messages", "600000", "messages of a phase in batches of 10");
    private static readonly Option SingleMessages = new("--single-messages", "150000", "messages of a phase one each");

    public static IReadOnlyList<Option> Options { get; } =
    [
        TargetOptions.AllTargets, Runs, Messages, SingleMessages, TargetOptions.Connections, TargetOptions.WarmUp,
        TargetOptions.WorkFolder,
    ];

    public static async Task RunAsync(OptionValues options, CancellationToken cancellation)
    {
        var settings = new HttpSettings(
            options.Number(TargetOptions.Connections.Name, 1, 1024),
            WholeBatches(options.Number(Messages.Name, 10, 100_000_000)),
            options.Number(SingleMessages.Name, 1, 100_000_000),
            options.Seconds(TargetOptions.WarmUp.Name));
        int runs = options.Number(Runs.Name, 1, 100);
        using TargetSet targets = await TargetSet.PrepareAsync(options, TargetOptions.AllTargets, cancellation);
        var report = new HttpReport(targets.Kinds);
        Console.WriteLine($"1-minute load average at start: {LoadAverage.OneMinute()}\n");
        for (int run = 0; run < runs; run++)
        {
            // Another order each time, so that no target always runs on a machine that another one has just heated.
            foreach (TargetKind kind in run % 2 == 0 ? targets.Kinds : targets.Kinds.Reverse())
            {
                Console.WriteLine($"Run {run + 1} of {runs}: {kind}, load average {LoadAverage.OneMinute()}");
                await using TargetServer server = await targets.StartAsync(kind, cancellation);
                await RunOnAsync(server, settings, report, cancellation);
            }
        }

        report.Print();
    }

    private static int WholeBatches(int messages) => messages / 10 * 10;

    private static async Task RunOnAsync(
        TargetServer server, HttpSettings settings, HttpReport report, CancellationToken cancellation)
    {
        await server.CreateQueueAsync(Queue, cancellation);
        foreach (IGrouping<int, HttpPhase> pair in HttpPhase.All.GroupBy(p => p.Batch))
        {
            using LoadClients clients = await LoadClients.ConnectAsync(
                server.Port,
                Queue,
                settings.Connections,
                pair.Key,
                TimeSpan.Zero,
                cancellation,
                server.Kind == TargetKind.Sqs ? Dialect.Sqs : Dialect.Rest);
            LoadResult warmUp = await clients.SendAsync(WorkBudget.OfTime(settings.WarmUp), cancellation);
            await clients.DrainAsync(warmUp.Messages, cancellation);
            int messages = settings.MessagesOf(pair.Key);
            foreach (HttpPhase phase in pair)
            {
                report.Add(phase, server.Kind, await PhaseOutcome.MeasureAsync(
                    server,
                    () => phase.IsSend
                        ? clients.SendAsync(WorkBudget.OfMessages(messages), cancellation)
                        : clients.DrainAsync(messages, cancellation),
                    cancellation));
            }

            if (server.KeepsMessages)
                await clients.ExpectEmptyAsync();
        }
    }
}
