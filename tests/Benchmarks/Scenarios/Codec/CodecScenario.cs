using System.Diagnostics;
using QueueService.Benchmarks.CommandLine;
using QueueService.Benchmarks.Processes;
using QueueService.Benchmarks.Reporting;
using QueueService.Tests.Functions.Mqtt.Codec.Fuzz;

namespace QueueService.Benchmarks.Scenarios.Codec;

/// <summary>
/// Feeds the decoder of MQTT with inputs that are made up, on one thread. Fails at the first that is neither decoded
/// nor refused, or that takes memory out of proportion, and names it.
/// </summary>
internal static class CodecScenario
{
    /// <summary>Of inputs, between which the outcome is told and other ones are made.</summary>
    private const int Part = 10_000_000;

    private static readonly Option Inputs = new("--inputs", "10000000", "how many");
    private static readonly Option Seed = new("--seed", "1", "of the first ten million; the next have the next seed");

    public static IReadOnlyList<Option> Options { get; } = [Inputs, Seed];

    public static Task RunAsync(OptionValues options, CancellationToken cancellation)
    {
        int inputs = options.Number(Inputs.Name, 1, 1_000_000_000);
        int seed = options.Number(Seed.Name, 0, 1_000_000);
        Console.WriteLine($"1-minute load average at start: {LoadAverage.OneMinute()}\n");
        var table = new MarkdownTable(
            "seed", "inputs", "refused", "inputs/s", "CPU ns an input", "largest allocation");
        for (int left = inputs; left > 0; left -= Part)
        {
            table.Add(Row(seed++, Math.Min(left, Part), cancellation));
            cancellation.ThrowIfCancellationRequested();
        }

        Console.WriteLine(table);
        using Process self = Process.GetCurrentProcess();
        Console.WriteLine($"\nMost memory at any time: {Figures.Mebibytes(self.PeakWorkingSet64)}");
        return Task.CompletedTask;
    }

    private static string[] Row(int seed, int inputs, CancellationToken cancellation)
    {
        CodecFuzz fuzz = new(seed);
        long start = Stopwatch.GetTimestamp();
        TimeSpan before = Environment.CpuUsage.TotalTime;
        try
        {
            fuzz.Run(inputs, cancellation);
        }
        catch (InvalidOperationException fault)
        {
            throw new BenchmarkFailedException(
                $"Seed {seed}, after {fuzz.Inputs} inputs: {fault.Message} {fault.InnerException}");
        }

        TimeSpan time = Stopwatch.GetElapsedTime(start);
        return
        [
            $"{seed}",
            Figures.Whole(fuzz.Inputs),
            $"{Figures.Number(100.0 * fuzz.Refused / fuzz.Inputs)} %",
            Figures.Whole(fuzz.Inputs / time.TotalSeconds),
            Figures.Whole((Environment.CpuUsage.TotalTime - before).TotalNanoseconds / fuzz.Inputs),
            $"{Figures.Whole(fuzz.LargestAllocation)} B",
        ];
    }
}
