using QueueService.Tests.Simulation.Scenarios;

namespace QueueService.Tests.Simulation;

internal static class Program
{
    private static int Main(string[] args)
    {
        long first = long.Parse(args[0]);
        long last = long.Parse(args[1]);
        int failed = 0;
        for (long seed = first; seed <= last; seed++)
        {
            SimulationResult result = Scenarios.Simulation.Run(seed, args.Length > 2);
            Console.Write(result.Trace);
            if (result.Violations.Count > 0)
            {
                failed++;
                Console.WriteLine(result);
            }
        }

        Console.WriteLine($"{failed} failed");
        return failed == 0 ? 0 : 1;
    }
}
