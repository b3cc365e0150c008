using QueueService.Benchmarks.CommandLine;
using QueueService.Benchmarks.Processes;
using QueueService.Benchmarks.Reporting;
using QueueService.Benchmarks.Targets;

namespace QueueService.Benchmarks.Scenarios.Engine;

/// <summary>
/// A deep FIFO backlog that is not in memory: many frames of one group that is held up by a message in flight, or that
/// has expired, and a process that has just started. Other groups must be served soon, and other commands at once.
/// </summary>
internal static class ColdScenario
{
    private static readonly Option Targets = new("--targets", "azurite", "any of memory, local, azurite");
    private static readonly Option Messages = new("--messages", "100000", "messages of the one group, sent singly");
    private static readonly Option InFlight = new("--in-flight", "8", "sends at once: they share frames");
    private static readonly Option Time = new("--seconds", "20", "commands from the start on");
    private static readonly Option Limit = new("--limit-seconds", "600", "how long to wait for the other group");

    public static IReadOnlyList<Option> Options { get; } =
        [Targets, Messages, InFlight, Time, Limit, TargetOptions.WorkFolder];

    public static async Task RunAsync(OptionValues options, CancellationToken cancellation)
    {
        int messages = options.Number(Messages.Name, 1, 10_000_000);
        int inFlight = options.Number(InFlight.Name, 1, 1000);
        TimeSpan time = options.Seconds(Time.Name), limit = options.Seconds(Limit.Name);
        Console.WriteLine($"1-minute load average at start: {LoadAverage.OneMinute()}\n");
        var table = new MarkdownTable(
            "target", "backlog", "messages", "appends", "other group's first delivery after ms", "send ms p50/p99/max",
            "ack ms", "stats ms", "refused");
        foreach (TargetKind kind in TargetSet.Parse(options.Text(Targets.Name), EngineStore.Kinds))
        {
            foreach (bool isExpired in new[] { false, true })
            {
                await using EngineStore store = await EngineStore.StartAsync(
                    kind, options.Text(TargetOptions.WorkFolder.Name));
                ShiftedTime clock = new();
                ColdRun run = new(isExpired, cancellation);
                await using (EngineService first = await store.OpenAsync(clock, cancellation))
                    await run.PrepareAsync(first, messages, inFlight);
                if (isExpired)
                    clock.Shift(2 * Limits.MinRetention);
                await using EngineService restarted = await store.OpenAsync(clock, cancellation);
                await run.RunAsync(restarted, time, limit);
                table.Add([
                    $"{kind}", isExpired ? "expired" : "held up", Figures.Whole(messages), .. run.Figures]);
            }
        }

        Console.WriteLine(table);
    }
}
