using QueueService.Benchmarks.CommandLine;
using QueueService.Benchmarks.Processes;
using QueueService.Benchmarks.Reporting;
using QueueService.Benchmarks.Targets;
using QueueService.Partitions.Settings;

namespace QueueService.Benchmarks.Scenarios.Engine;

/// <summary>What a send costs on a queue that thousands wait for, beside one that one waits for.</summary>
internal static class WaitersScenario
{
    private static readonly Option Targets = new("--targets", "memory,local", "any of memory, local, azurite");
    private static readonly Option Waiters = new("--waiters", "5000", "receives that wait on one queue");
    private static readonly Option Rounds = new("--rounds", "9", "of each, in turns; the medians are reported");
    private static readonly Option Sends = new("--sends", "1000", "sends of a round, one after the other");

    public static IReadOnlyList<Option> Options { get; } =
        [Targets, Waiters, Rounds, Sends, TargetOptions.WorkFolder];

    public static async Task RunAsync(OptionValues options, CancellationToken cancellation)
    {
        int waiters = options.Number(Waiters.Name, 2, 9_999);
        int rounds = options.Number(Rounds.Name, 1, 1000);
        int sends = options.Number(Sends.Name, 1, 1_000_000);
        Console.WriteLine($"1-minute load average at start: {LoadAverage.OneMinute()}\n");
        var table = new MarkdownTable("target", "receives that wait", "send ms p50", "send ms p99", "CPU µs/message");
        foreach (TargetKind kind in TargetSet.Parse(options.Text(Targets.Name), EngineStore.Kinds))
        {
            await using EngineStore store = await EngineStore.StartAsync(
                kind, options.Text(TargetOptions.WorkFolder.Name));
            await using EngineService service = await store.OpenAsync(TimeProvider.System, cancellation);
            WaitersRun few = await StartAsync("few", 1);
            WaitersRun many = await StartAsync("many", waiters);

            // The first round of each only warms up.
            for (int round = 0; round <= rounds; round++)
            {
                await few.RunAsync(sends, isCounted: round > 0);
                await many.RunAsync(sends, isCounted: round > 0);
            }

            table.Add([$"{kind}", "1", .. few.Medians.Select(value => Figures.Number(value))]);
            table.Add([$"{kind}", $"{waiters}", .. many.Medians.Select(value => Figures.Number(value))]);
            table.Add([$"{kind}", "ratio", .. many.Medians.Zip(few.Medians, (more, less) => $"{more / less:0.00}")]);

            async Task<WaitersRun> StartAsync(string name, int count) => new(
                service, await service.CreateAsync(name, new QueueSettingsChange(), cancellation), count, cancellation);
        }

        Console.WriteLine(table);
    }
}
