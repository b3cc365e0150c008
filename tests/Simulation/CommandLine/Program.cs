using System.Diagnostics;
using System.Runtime.InteropServices;
using QueueService.Tests.Simulation.Mutations;
using QueueService.Tests.Simulation.Scenarios;

namespace QueueService.Tests.Simulation.CommandLine;

/// <summary>Runs what the command line asks for. Exit codes: 0 no violations, 1 violations, 2 wrong usage.</summary>
internal static class Program
{
    private const int Shown = 10;
    private static readonly TimeSpan ProgressPeriod = TimeSpan.FromSeconds(10);

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
        using (new Timer(_ => Console.Error.WriteLine(run.Progress()), null, ProgressPeriod, ProgressPeriod))
        using (PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, run)))
            run.Run();
        TimeSpan took = Stopwatch.GetElapsedTime(started);
        foreach (SimulationResult result in run.Failed.Take(Shown))
            Console.WriteLine(result);
        foreach ((long seed, string digest) in run.Digests)
            Console.WriteLine($"{seed} {digest}");
        if (options.IsTraced)
            Console.WriteLine(run.Story);
        Console.WriteLine(
            $"{run.Done} seeds ({options.First} to {run.Last}) in {took.TotalSeconds:F1} s ({run.Done / took.TotalSeconds:F0} a second), "
            + $"{run.Failed.Count} with violations.");
        return run.Failed.Count == 0 ? 0 : 1;
    }

    /// <summary>The first Ctrl-C ends the run in good order, with its result; the second one at once.</summary>
    private static void Stop(PosixSignalContext context, SeedRun run)
    {
        context.Cancel = !run.IsStopped;
        run.Stop();
    }
}
