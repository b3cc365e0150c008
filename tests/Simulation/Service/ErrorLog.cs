using Microsoft.Extensions.Logging;
using QueueService.Tests.Simulation.World;

namespace QueueService.Tests.Simulation.Service;

/// <summary>The log of a process. An error means that an invariant of the engine was broken.</summary>
internal sealed class ErrorLog(VirtualWorld world, string process, List<string> violations) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error || world.IsTraced;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        string text = formatter(state, exception);
        world.Tell(process, $"logs: {text}");
        if (logLevel >= LogLevel.Error)
            violations.Add($"{process} broke an invariant: {text}\n{exception}");
    }
}
