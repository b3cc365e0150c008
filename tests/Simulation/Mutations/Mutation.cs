namespace QueueService.Tests.Simulation.Mutations;

/// <summary>A realistic mistake in the engine, as a change of its source.</summary>
/// <param name="What">The mistake in a few words.</param>
internal sealed record Mutation(string Name, string What, params Edit[] Edits)
{
    /// <summary>What the command line says for the kind of run that must catch it; null for queues.</summary>
    public string? Option { get; init; }
}
