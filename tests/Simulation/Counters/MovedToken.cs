namespace QueueService.Tests.Simulation.Counters;

/// <summary>A token on its way to another counter, with its content.</summary>
internal sealed record MovedToken(Token Token, ReadOnlyMemory<byte> Content);
