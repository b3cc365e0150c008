using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace QueueService.Tests.Core.Queues;

/// <summary>Remembers what was logged as a warning or an error.</summary>
internal sealed class LogRecord : ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Message)> _lines = [];

    public IEnumerable<string> Errors => Of(LogLevel.Error);

    public IEnumerable<string> Warnings => Of(LogLevel.Warning);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            _lines.Enqueue((logLevel, formatter(state, exception)));
    }

    private IEnumerable<string> Of(LogLevel level) =>
        _lines.Where(line => line.Level == level).Select(line => line.Message);
}
