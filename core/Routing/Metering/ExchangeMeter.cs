using System.Collections.Concurrent;
using QueueService.Exchanges;
using QueueService.Exchanges.Machine;
using QueueService.Routing.Catalog;

namespace QueueService.Routing.Metering;

/// <summary>Counts what this process publishes, by exchange. Thread-safe.</summary>
internal sealed class ExchangeMeter(ExchangeCatalog catalog, OpenExchanges exchanges)
{
    private readonly ConcurrentDictionary<ulong, Counters> _counters = new();

    public void Count(ExchangeRecord exchange, long published, long unroutable) => _counters
        .GetOrAdd(exchange.Incarnation, static (_, name) => new Counters(name), exchange.Name)
        .Add(published, unroutable);

    /// <summary>Exchanges that are neither known nor open any more are forgotten.</summary>
    public IReadOnlyList<ExchangeFigures> Read()
    {
        Dictionary<ulong, ExchangePartition> open = exchanges.Open.ToDictionary(exchange => exchange.Id.Incarnation);
        List<ExchangeFigures> read = new(_counters.Count);
        foreach ((ulong incarnation, Counters counters) in _counters)
        {
            if (open.Remove(incarnation, out ExchangePartition? exchange)
                || catalog.FindKnown(counters.Exchange)?.Incarnation == incarnation)
                read.Add(counters.Read(exchange?.Leaving ?? 0));
            else
                _counters.TryRemove(incarnation, out _);
        }

        // What an earlier process has published may still be on its way.
        read.AddRange(open.Values
            .Where(exchange => exchange.IsLeaving)
            .Select(exchange => new ExchangeFigures(exchange.Name, 0, 0, exchange.Leaving)));
        return read;
    }

    private sealed class Counters(ExchangeName exchange)
    {
        private long _published;
        private long _unroutable;

        public ExchangeName Exchange => exchange;

        public void Add(long published, long unroutable)
        {
            Interlocked.Add(ref _published, published);
            Interlocked.Add(ref _unroutable, unroutable);
        }

        public ExchangeFigures Read(long behind) =>
            new(exchange, Volatile.Read(ref _published), Volatile.Read(ref _unroutable), behind);
    }
}
