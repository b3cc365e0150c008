using System.Collections.Concurrent;
using QueueService.Routing;
using QueueService.Routing.Catalog;

namespace QueueService.Functions.Timers;

/// <summary>Logs what exchanges have done and what waits for them, for alerts and the workbook.</summary>
internal sealed partial class ExchangeWatch(ExchangeBroker exchanges, TimeProvider time, ILogger logger)
{
    /// <summary>A look reads what stands beside the head of each exchange's log, however idle it is.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<ExchangeName, Figures> _logged = [];
    private long? _lookedAt;

    /// <summary>
    /// Looks at all exchanges, once in five minutes at most. Logs those of which something has changed or waits.
    /// </summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        if (_lookedAt is { } last && time.GetElapsedTime(last) < Period)
            return;
        _lookedAt = time.GetTimestamp();
        string? cursor = null;
        do
        {
            Page<ExchangeInfo> page = await exchanges.ListAsync("", Limits.MaxPageSize, cursor, cancellationToken);
            foreach (ExchangeInfo exchange in page.Items)
                Tell(exchange);
            cursor = page.Cursor;
        }
        while (cursor is not null);
    }

    private void Tell(ExchangeInfo exchange)
    {
        Figures now = new(exchange.Published, exchange.Unroutable, exchange.Held ?? 0, exchange.Behind);
        bool isSame = now == _logged.GetValueOrDefault(exchange.Name);
        _logged[exchange.Name] = now;
        if (!isSame || now.Held > 0 || now.Behind > 0)
            LogFlow(logger, exchange.Name, now.Published, now.Unroutable, now.Held, now.Behind);
    }

    /// <summary>Alerts and the workbook in <c>infra</c> read this line.</summary>
    [LoggerMessage(LogLevel.Information, "ExchangeFlow {Exchange} {Published} {Unroutable} {Held} {Behind}")]
    private static partial void LogFlow(
        ILogger logger, ExchangeName exchange, long published, long unroutable, long held, long behind);

    private readonly record struct Figures(long Published, long Unroutable, long Held, long Behind);
}
