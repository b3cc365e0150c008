namespace QueueService.Tests.Simulation.Counters;

/// <param name="Caller">Who has added it.</param>
internal sealed record TakenToken(long Caller, byte[] Content);
