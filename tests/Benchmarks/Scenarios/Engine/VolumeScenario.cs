using QueueService.Benchmarks.CommandLine;
using QueueService.Benchmarks.Processes;
using QueueService.Benchmarks.Reporting;
using QueueService.Benchmarks.Targets;

namespace QueueService.Benchmarks.Scenarios.Engine;

/// <summary>
/// Very many messages that a single receive finds spent: all were received once and come back, and a dead-letter queue
/// was added that takes what was received once. Receives must go on, and no command may wait for all of it.
/// </summary>
internal static class VolumeScenario
{
    private const int Batch = 100;
    private const int AtOnce = 16;
    private const int Receivers = 4;
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private static readonly Option Targets = new("--targets", "memory,local,azurite", "any of these");
    private static readonly Option Messages = new("--messages", "240000", "messages that come back at once");
    private static readonly Option Limit = new("--limit-seconds", "120", "how long to wait for all to be dead letters");

    public static IReadOnlyList<Option> Options { get; } = [Targets, Messages, Limit, TargetOptions.WorkFolder];

    public static async Task RunAsync(OptionValues options, CancellationToken cancellation)
    {
        int messages = options.Number(Messages.Name, Batch, Limits.MaxInFlight + Limits.MaxDelayed) / Batch * Batch;
        TimeSpan limit = options.Seconds(Limit.Name);
        Console.WriteLine($"1-minute load average at start: {LoadAverage.OneMinute()}\n");
        var table = new MarkdownTable(
            "target", "messages", "send ms p50/p99/max", "receive ms", "ack ms", "refused", "first delivery after ms",
            "fresh sent, received", "dead letters", "after s");
        foreach (TargetKind kind in TargetSet.Parse(options.Text(Targets.Name), EngineStore.Kinds))
        {
            await using EngineStore store = await EngineStore.StartAsync(
                kind, options.Text(TargetOptions.WorkFolder.Name));
            ShiftedTime time = new();
            await using EngineService service = await store.OpenAsync(time, cancellation);
            VolumeRun run = new(service, messages, cancellation);
            await run.PrepareAsync(Batch, AtOnce, Delay);
            time.Shift(Delay + TimeSpan.FromSeconds(1));
            await run.RunAsync(Receivers, Pause, limit);
            table.Add([$"{kind}", Figures.Whole(messages), .. run.Figures]);
        }

        Console.WriteLine(table);
    }
}
