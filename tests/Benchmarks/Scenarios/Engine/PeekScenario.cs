using QueueService.Benchmarks.CommandLine;
using QueueService.Benchmarks.Processes;
using QueueService.Benchmarks.Reporting;
using QueueService.Benchmarks.Targets;
using QueueService.Partitions.Messages;
using QueueService.Partitions.Settings;
using QueueService.Queues.Messages;

namespace QueueService.Benchmarks.Scenarios.Engine;

/// <summary>What receives cost while somebody looks at a queue with very many messages in flight.</summary>
internal static class PeekScenario
{
    private const int Batch = 100;

    private static readonly Option Targets = new("--targets", "memory,local", "any of memory, local, azurite");
    private static readonly Option InFlight = new("--in-flight", "100000", "messages in flight");
    private static readonly Option Rounds = new("--rounds", "9", "of each, in turns; the medians are reported");
    private static readonly Option Time = new("--seconds", "6", "length of a round; a page a second");

    public static IReadOnlyList<Option> Options { get; } =
        [Targets, InFlight, Rounds, Time, TargetOptions.WorkFolder];

    public static async Task RunAsync(OptionValues options, CancellationToken cancellation)
    {
        int inFlight = options.Number(InFlight.Name, Batch, Limits.MaxInFlight - Batch);
        int rounds = options.Number(Rounds.Name, 1, 1000);
        TimeSpan time = options.Seconds(Time.Name);
        Console.WriteLine($"1-minute load average at start: {LoadAverage.OneMinute()}\n");
        var table = new MarkdownTable(
            "target", "in flight", "looks", "receive ms p50", "receive ms p99", "page ms p50/p99/max");
        foreach (TargetKind kind in TargetSet.Parse(options.Text(Targets.Name), EngineStore.Kinds))
        {
            await using EngineStore store = await EngineStore.StartAsync(
                kind, options.Text(TargetOptions.WorkFolder.Name));
            await using EngineService service = await store.OpenAsync(TimeProvider.System, cancellation);
            QueueName queue = await service.CreateAsync("looked-at", new QueueSettingsChange(), cancellation);
            await FillAsync(service, queue, inFlight, cancellation);
            PeekRun without = new(service, queue, isLookedAt: false, cancellation);
            PeekRun with = new(service, queue, isLookedAt: true, cancellation);

            // The first round of each only warms up. Which one goes first changes, since the queue ages meanwhile.
            for (int round = 0; round <= rounds; round++)
            {
                (PeekRun first, PeekRun second) = round % 2 == 0 ? (without, with) : (with, without);
                await first.RunAsync(time, isCounted: round > 0);
                await second.RunAsync(time, isCounted: round > 0);
            }

            string[] cells = [$"{kind}", Figures.Whole(inFlight)];
            table.Add([.. cells, "none", .. without.Medians.Select(value => Figures.Number(value)), without.Looks]);
            table.Add([
                .. cells, "a page a second", .. with.Medians.Select(value => Figures.Number(value)), with.Looks]);
            table.Add([
                .. cells, "ratio",
                .. with.Medians.Zip(without.Medians, (more, less) => $"{more / less:0.00}"), "-"]);
        }

        Console.WriteLine(table);
    }

    private static async Task FillAsync(
        EngineService service, QueueName queue, int messages, CancellationToken cancellation)
    {
        NewMessage[] batch = [.. Enumerable.Range(0, Batch).Select(_ => EngineService.Message())];
        for (int done = 0; done < messages; done += Batch)
        {
            await service.Broker.SendAsync(queue, batch, cancellation);
            await service.Broker.ReceiveAsync(
                queue, new ReceiveOptions(Batch, VisibilityTimeout: Limits.MaxVisibilityTimeout), cancellation);
        }
    }
}
