using QueueService.Exchanges;
using QueueService.Exchanges.Commands;
using QueueService.Exchanges.Matching;
using QueueService.Replication;
using QueueService.Routing.Catalog;

namespace QueueService.Routing.Bindings;

/// <summary>
/// Sees to it that no exchange leads back to itself. Whoever makes a way from one exchange to another notes it first,
/// and looks then. So of two that would close a circle together, one at least sees the other, and is refused.
/// </summary>
internal sealed class RoutingCycles(
    ExchangeCatalog catalog, OpenExchanges exchanges, Referrers referrers, TimeProvider time)
{
    /// <summary>What was noted within this time is taken for true: somebody may be making it.</summary>
    public static readonly TimeSpan Making = TimeSpan.FromMinutes(1);

    /// <summary>Looks whether a way from one exchange to another, which is noted already, closes a circle.</summary>
    /// <exception cref="BrokerException">
    /// <c>RoutingCycle</c> with the path; <c>InvalidBinding</c> if exchanges would follow each other too far.
    /// </exception>
    public async Task CheckAsync(ExchangeName from, ExchangeName to, CancellationToken cancellationToken)
    {
        Dictionary<ExchangeName, ExchangeName> next = new() { [from] = to };
        List<ExchangeName> level = [from];
        for (int depth = 1; level.Count > 0; depth++)
        {
            if (from == to || level.Contains(to))
                throw Cycle(from, to, next);
            if (depth >= Limits.MaxExchangeDepth)
            {
                throw new BrokerException(
                    BrokerErrorCode.InvalidBinding,
                    $"Exchange '{to}' would be more than {Limits.MaxExchangeDepth} exchanges deep. Bind more "
                    + "directly.");
            }

            List<ExchangeName> before = [];
            foreach (ExchangeName exchange in level)
            {
                foreach (ExchangeName referrer in await ListToAsync(exchange, cancellationToken))
                {
                    if (next.TryAdd(referrer, exchange))
                        before.Add(referrer);
                }
            }

            level = before;
        }
    }

    /// <summary>The exchanges that have this one as their alternate.</summary>
    public async Task<IReadOnlyList<ExchangeName>> ListAlternatesToAsync(
        ExchangeName exchange, CancellationToken cancellationToken)
    {
        List<ExchangeName> found = [];
        foreach (Referrer referrer in await referrers.ReadAsync(Destination.Of(exchange), cancellationToken))
        {
            ExchangeName name = ExchangeName.Parse(referrer.Exchange);
            if (await ViewAsync(name, exchange, cancellationToken) is { } view && view.Settings.Alternate == exchange)
                found.Add(name);
        }

        return found;
    }

    /// <summary>The exchanges that lead to this one by a binding or as their alternate, or are about to.</summary>
    private async Task<IReadOnlyList<ExchangeName>> ListToAsync(
        ExchangeName exchange, CancellationToken cancellationToken)
    {
        Timestamp now = Timestamp.From(time.GetUtcNow());
        List<ExchangeName> found = [];
        foreach (Referrer referrer in await referrers.ReadAsync(Destination.Of(exchange), cancellationToken))
        {
            ExchangeName name = ExchangeName.Parse(referrer.Exchange);
            if (now < referrer.Since + Making
                || (await ViewAsync(name, exchange, cancellationToken) is { } view
                    && (view.Links.Count > 0 || view.Settings.Alternate == exchange)))
                found.Add(name);
        }

        return found;
    }

    private async Task<ExchangeView?> ViewAsync(
        ExchangeName name, ExchangeName to, CancellationToken cancellationToken)
    {
        if (await catalog.FindAsync(name, cancellationToken) is not { } record)
            return null;
        try
        {
            return await exchanges.SendAsync(
                record.Partition, new ViewCommand(table => table.To(Destination.Of(to)).Take(1)));
        }
        catch (PartitionClosedException)
        {
            catalog.Forget(record);
            return null;
        }
    }

    private static BrokerException Cycle(
        ExchangeName from, ExchangeName to, Dictionary<ExchangeName, ExchangeName> next)
    {
        List<ExchangeName> path = [from, to];
        while (path[^1] != from)
            path.Add(next[path[^1]]);
        return new BrokerException(
            BrokerErrorCode.RoutingCycle,
            $"Messages would go round in a circle: '{string.Join("' -> '", path)}'. Leave out one of these steps.");
    }
}
