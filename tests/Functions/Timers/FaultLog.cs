using Microsoft.Extensions.Logging;

namespace QueueService.Tests.Functions.Timers;

/// <summary>Waits for the first exception that is logged as an error.</summary>
internal sealed class FaultLog : ILogger
{
    private readonly TaskCompletionSource<Exception?> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<Exception?> First => _first.Task;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel >= LogLevel.Error)
            _first.TrySetResult(exception);
    }
}
