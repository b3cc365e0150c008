namespace QueueService.Tests.Simulation.World;

/// <summary>The run cannot go on: work escaped to another thread, or everything waits for nothing.</summary>
internal sealed class SimulationFailedException(string message, Exception? innerException = null)
    : Exception(message, innerException);
