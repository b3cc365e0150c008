namespace QueueService.Tests.Chaos.Service;

/// <summary>A process of the service ended, or did not listen in time.</summary>
/// <param name="exitCode">Null if it did not end.</param>
internal sealed class StartFailedException(string message, int? exitCode) : Exception(message)
{
    public int? ExitCode { get; } = exitCode;
}
