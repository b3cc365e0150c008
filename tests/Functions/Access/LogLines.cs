using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace QueueService.Tests.Functions.Access;

/// <summary>Keeps every line of a log, with its category and its exception.</summary>
internal sealed class LogLines : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> All => _lines;

    public ILogger CreateLogger(string categoryName) => new Writer(_lines, categoryName);

    /// <summary>The lines of a category that hold a text.</summary>
    public string[] Of(string category, string text) =>
    [
        .. All.Where(line => line.StartsWith(category + ":", StringComparison.Ordinal)
            && line.Contains(text, StringComparison.Ordinal)),
    ];

    public void Dispose()
    {
    }

    private sealed class Writer(ConcurrentQueue<string> lines, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{category}: {logLevel}: {formatter(state, exception)} {exception}");
    }
}
