namespace QueueService.Tests.Simulation.Mutations;

/// <summary>A change of one file of the core.</summary>
/// <param name="Original">Must be there exactly once.</param>
internal sealed record Edit(string File, string Original, string Replacement);
