namespace QueueService.Tests.Simulation.CommandLine;

/// <summary>The command line asks for something that does not exist; ends with exit code 2.</summary>
internal sealed class UsageException(string message) : Exception(message);
