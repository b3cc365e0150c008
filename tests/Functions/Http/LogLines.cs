using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using QueueService.Tests.Secrets;

namespace QueueService.Tests.Functions.Http;

/// <summary>Keeps every line of a log, with its category and its exception, and has it heard.</summary>
internal sealed class LogLines(ServiceWatch watch) : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();

    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName);

    /// <summary>The lines of a category that hold a text.</summary>
    public string[] Of(string category, string text) =>
    [
        .. _lines.Where(line => line.StartsWith(category + ":", StringComparison.Ordinal)
            && line.Contains(text, StringComparison.Ordinal)),
    ];

    /// <summary>The same once there is one: a call is written down after its answer.</summary>
    public async Task<string[]> AwaitAsync(string category, string text)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            if (Of(category, text) is { Length: > 0 } found)
                return found;
            await Task.Delay(TimeSpan.FromMilliseconds(10), deadline.Token);
        }
    }

    public void Dispose()
    {
    }

    private void Add(string line)
    {
        _lines.Enqueue(line);
        watch.Log(line);
    }

    private sealed class Writer(LogLines lines, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Add($"{category}: {logLevel}: {formatter(state, exception)} {exception}");
    }
}
