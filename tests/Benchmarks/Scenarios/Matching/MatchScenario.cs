using System.Diagnostics;
using QueueService.Benchmarks.CommandLine;
using QueueService.Benchmarks.Processes;
using QueueService.Benchmarks.Reporting;
using QueueService.Exchanges.Matching;

namespace QueueService.Benchmarks.Scenarios.Matching;

/// <summary>What it costs to find the bindings that take a message, and to change them.</summary>
internal static class MatchScenario
{
    private const int Compilations = 9;

    /// <summary>So short that most rounds are not interrupted by what else runs on the machine.</summary>
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(0.5);

    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(300);

    private static readonly Option Bindings = new("--bindings", "10000", "of the exchange");
    private static readonly Option Rounds = new("--rounds", "301", "of which the median is told");
    private static readonly Option Changes = new("--changes", "1000", "of one binding each");

    public static IReadOnlyList<Option> Options { get; } = [Bindings, Rounds, Changes];

    public static Task RunAsync(OptionValues options, CancellationToken cancellation)
    {
        int count = options.Number(Bindings.Name, 1, 1_000_000);
        int rounds = options.Number(Rounds.Name, 1, 100_000);
        int changes = options.Number(Changes.Name, 1, 1_000_000);
        Console.WriteLine($"1-minute load average at start: {LoadAverage.OneMinute()}\n");
        var table = new MarkdownTable(
            "bindings", "found", "ns a message", "best", "compiled in ms", "bytes a binding", "CPU µs a change");
        foreach (MatchCase bindings in MatchCases.All(count).Concat(AdversarialCases.All(count)))
        {
            cancellation.ThrowIfCancellationRequested();
            table.Add(Row(bindings, rounds, changes));
        }

        Console.WriteLine(table);
        return Task.CompletedTask;
    }

    private static string[] Row(MatchCase bindings, int rounds, int changes)
    {
        double compile = Figures.Median(Enumerable.Range(0, Compilations).Select(_ => Compile(bindings)));
        long before = GC.GetTotalMemory(forceFullCollection: true);
        Matcher matcher = bindings.Compile();
        long bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        double[] times = Times(bindings, matcher, rounds, out double found);
        return
        [
            bindings.Name,
            Figures.Number(found),
            Figures.Whole(Figures.Median(times)),
            Figures.Whole(times.Min()),
            Figures.Number(compile),
            Figures.Whole((double)bytes / bindings.Bindings.Count),
            Figures.Number(Change(bindings, changes)),
        ];
    }

    /// <summary>Nanoseconds a message, of each round.</summary>
    private static double[] Times(MatchCase bindings, Matcher matcher, int rounds, out double found)
    {
        MatchCollector collector = new();
        int matches = 0;
        long bindingsFound = 0;
        TimeSpan MatchAll(int times)
        {
            long start = Stopwatch.GetTimestamp();
            for (int n = 0; n < times; n++)
            {
                MatchMessage message = bindings.Messages[matches++ % bindings.Messages.Count];
                matcher.Match(message.Keys, message.Attributes, collector);
                bindingsFound += collector.Bindings.Count;
                collector.Bindings.Clear();
            }

            return Stopwatch.GetElapsedTime(start);
        }

        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < WarmUp;)
            MatchAll(1);
        double one = Enumerable.Range(0, 9).Min(_ => MatchAll(10) / TimeSpan.FromMicroseconds(10));
        int perRound = (int)Math.Max(1, Round.TotalMicroseconds / one);
        double[] times =
            [.. Enumerable.Range(0, rounds).Select(_ => MatchAll(perRound).TotalNanoseconds / perRound)];
        found = (double)bindingsFound / matches;
        return times;
    }

    /// <summary>Milliseconds.</summary>
    private static double Compile(MatchCase bindings)
    {
        long start = Stopwatch.GetTimestamp();
        bindings.Compile();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>Microseconds of processor time for a binding that comes, or goes again; the mean.</summary>
    private static double Change(MatchCase bindings, int changes)
    {
        int count = Math.Min(changes, bindings.Bindings.Count) / 2;
        Matcher matcher = (bindings with { Bindings = [.. bindings.Bindings.Skip(count)] }).Compile();
        TimeSpan before = Environment.CpuUsage.TotalTime;
        for (int n = 0; n < count; n++)
            matcher = matcher.With([bindings.Bindings[n]], []);
        for (int n = 0; n < count; n++)
            matcher = matcher.With([], [bindings.Bindings[n].Id]);
        return (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / (2 * count);
    }
}
