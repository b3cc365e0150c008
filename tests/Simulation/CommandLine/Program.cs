using System.Diagnostics;
using QueueService.Tests.Simulation.Mutations;
using QueueService.Tests.Simulation.Scenarios;

namespace QueueService.Tests.Simulation.CommandLine;

/// <summary>Runs what the command line asks for. Exit codes: 0 no violations, 1 violations, 2 wrong usage.</summary>
internal static class Program
{
    private const int Shown = 10;

    private static int Main(string[] args)
    {
        try
        {
            Options options = Options.Parse(args);
            if (options.IsList)
                return List();
            return options.Mutations.Count > 0 ? MutationRun.Run(options, Console.Out) : RunSeeds(options);
        }
        catch (UsageException exception)
        {
            Console.Error.WriteLine($"{exception.Message}\n\n{Options.Usage}");
            return 2;
        }
    }

    private static int List()
    {
        foreach (Mutation mutation in MutationList.All)
            Console.WriteLine($"{mutation.Name,-28} {mutation.What}");
        return 0;
    }

    private static int RunSeeds(Options options)
    {
        long started = Stopwatch.GetTimestamp();
        SeedRun run = new(options);
        run.Run();
        TimeSpan took = Stopwatch.GetElapsedTime(started);
        foreach (SimulationResult result in run.Failed.Take(Shown))
            Console.WriteLine(result);
        if (options.IsTraced)
            Console.WriteLine(run.Story);
        Console.WriteLine(
            $"{run.Done} seeds in {took.TotalSeconds:F1} s ({run.Done / took.TotalSeconds:F0} a second), "
            + $"{run.Failed.Count} with violations.");
        return run.Failed.Count == 0 ? 0 : 1;
    }
}
