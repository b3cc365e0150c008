using QueueService.Benchmarks.CommandLine;
using QueueService.Benchmarks.Processes;
using QueueService.Benchmarks.Targets;

namespace QueueService.Benchmarks.Scenarios.Paired;

/// <summary>
/// Two builds side by side in short slices that take turns, so that whatever else the machine does hits both: the
/// instrument that judges whether a change costs throughput, processor time, memory or storage calls.
/// </summary>
internal static class PairedScenario
{
    private static readonly TargetKind[] Allowed = [TargetKind.Local, TargetKind.Azurite];
    private static readonly Option Before = new("--before", "", "working tree or folder of the published service");
    private static readonly Option After = new("--after", "", "the same; default: this repository");
    private static readonly Option Pairs = new("--pairs", "15", "slices of each build in each phase");
    private static readonly Option Slice = new("--slice-ms", "700", "length of a slice that sends");
    private static readonly Option Limit = new("--limit-percent", "5", "how much worse is not worse");

    public static IReadOnlyList<Option> Options { get; } =
    [
        Before, After, TargetOptions.ServiceTargets, Pairs, Slice, Limit, TargetOptions.Connections,
        TargetOptions.WarmUp, TargetOptions.WorkFolder,
    ];

    public static async Task RunAsync(OptionValues options, CancellationToken cancellation)
    {
        string before = options.Text(Before.Name);
        string after = options.Text(After.Name) is { Length: > 0 } given ? given : Repository.Root();
        if (before.Length == 0)
            throw new UsageException("Say with '--before' what to compare with.");
        string workFolder = options.Text(TargetOptions.WorkFolder.Name);
        TargetKind[] kinds = TargetSet.Parse(options.Text(TargetOptions.ServiceTargets.Name), Allowed);
        var settings = new PairedSettings(
            options.Number(Pairs.Name, 1, 1000),
            TimeSpan.FromMilliseconds(options.Number(Slice.Name, 10, 60_000)),
            options.Number(TargetOptions.Connections.Name, 1, 1024),
            options.Seconds(TargetOptions.WarmUp.Name),
            workFolder);
        IReadOnlyList<PairedFigure> figures = PairedFigure.All(options.Number(Limit.Name, 1, 100));
        using ServiceProgram old = await ServiceProgram.OfAsync(before, workFolder, cancellation);
        using ServiceProgram young = await ServiceProgram.OfAsync(after, workFolder, cancellation);
        foreach (TargetKind kind in kinds)
        {
            string load = LoadAverage.OneMinute();
            PairedReport report = await CompareAsync(old, young, kind, settings, figures, cancellation);
            Console.WriteLine($"\n### {kind}, {settings.Pairs} pairs, load average {load} at the start, "
                + $"{LoadAverage.OneMinute()} at the end\n\n{report}\n");
        }
    }

    private static async Task<PairedReport> CompareAsync(
        ServiceProgram old,
        ServiceProgram young,
        TargetKind kind,
        PairedSettings settings,
        IReadOnlyList<PairedFigure> figures,
        CancellationToken cancellation)
    {
        await using PairedServer before = await StartAsync(old);
        await using PairedServer after = await StartAsync(young);
        foreach (HttpPhase phase in HttpPhase.All)
        {
            await before.RunAsync(phase, settings.WarmUp, cancellation);
            await after.RunAsync(phase, settings.WarmUp, cancellation);
        }

        var report = new PairedReport(figures);
        for (int pair = 0; pair < settings.Pairs; pair++)
        {
            Console.WriteLine($"{kind}: pair {pair + 1} of {settings.Pairs}, load average {LoadAverage.OneMinute()}");
            foreach (HttpPhase phase in HttpPhase.All)
            {
                // Who goes first changes each time: the second slice meets caches that the first has heated.
                PairedServer first = pair % 2 == 0 ? before : after;
                PairedSlice one = await first.RunAsync(phase, settings.Slice, cancellation);
                PairedSlice two = await (first == before ? after : before).RunAsync(
                    phase, settings.Slice, cancellation);
                report.Add(phase, first == before ? one : two, first == before ? two : one);
            }
        }

        return report;

        Task<PairedServer> StartAsync(ServiceProgram program) =>
            PairedServer.StartAsync(program, kind, settings.WorkFolder, settings.Connections, cancellation);
    }
}
