namespace QueueService.Tests.Simulation.Scenarios;

/// <summary>How a run ended.</summary>
/// <param name="Violations">What was promised and not kept; empty if all is well.</param>
/// <param name="Trace">The story, if it was asked for.</param>
/// <param name="Option">What the command line says for this kind of run; empty for queues.</param>
internal sealed record SimulationResult(long Seed, IReadOnlyList<string> Violations, string Trace, string Option = "")
{
    public string Command => $"dotnet run -c Release --project tests/Simulation -- --seed {Seed} --trace{Option}";

    public override string ToString() => Violations.Count == 0
        ? $"Seed {Seed}: no violations."
        : $"Seed {Seed}: {string.Join("\n  ", Violations.Take(5))}\nReplay it with: {Command}";
}
