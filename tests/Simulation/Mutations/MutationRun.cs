using QueueService.Tests.Simulation.CommandLine;

namespace QueueService.Tests.Simulation.Mutations;

/// <summary>Counts, for each deliberate fault, the seeds until it is caught.</summary>
internal static class MutationRun
{
    /// <summary>Exit code 0 if all are caught, 1 if one is not.</summary>
    public static int Run(Options options, TextWriter output)
    {
        using MutantWorkshop workshop = new();
        int missed = 0;
        foreach (Mutation mutation in options.Mutations)
        {
            string[] arguments =
            [
                "--seeds", $"{options.First}..{options.Last}", "--first",
                .. options.IsOfCounters ? (string[])["--counters"] : mutation.Option is { } kind ? [kind] : [],
            ];
            (int exitCode, string told) = workshop.Run(mutation, arguments)[0];
            string caught = told.Split('\n').FirstOrDefault(
                line => line.StartsWith("Seed ", StringComparison.Ordinal)) ?? "not caught";
            missed += exitCode == 1 ? 0 : 1;
            output.WriteLine($"{mutation.Name,-28} {caught[..Math.Min(caught.Length, 160)]}");
            output.Flush();
        }

        output.WriteLine($"{options.Mutations.Count - missed} of {options.Mutations.Count} caught.");
        return missed == 0 ? 0 : 1;
    }
}
