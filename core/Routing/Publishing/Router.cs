using QueueService.Exchanges;
using QueueService.Exchanges.Commands;
using QueueService.Exchanges.State;
using QueueService.Replication;
using QueueService.Routing.Catalog;

namespace QueueService.Routing.Publishing;

/// <summary>
/// Finds where messages go. Each exchange on the way is asked after the publish was, so every declaration counts that
/// was answered before it, on whichever instance.
/// </summary>
internal sealed class Router(ExchangeCatalog catalog, OpenExchanges exchanges)
{
    /// <summary>All hops of these messages.</summary>
    /// <exception cref="BrokerException"><c>ExchangeNotFound</c>; <c>InternalExchange</c>.</exception>
    public async Task<Route> FindAsync(
        ExchangeName start, IReadOnlyList<RoutedMessage> messages, int mostPaths, CancellationToken cancellationToken)
    {
        RouteMap map = new(start, messages.Count, mostPaths);
        int[] all = [.. Enumerable.Range(0, messages.Count)];
        (ExchangeRecord record, Hop first) = await AskFirstAsync(start, messages, cancellationToken);
        map.Add(start, all, first);
        while (map.FindMissing() is { Count: > 0 } missing)
        {
            await Task.WhenAll(missing.ToArray().Select(async ask =>
            {
                int[] some = [.. ask.Value];
                Hop? hop = await AskAsync(ask.Key, [.. some.Select(n => messages[n])], cancellationToken);
                lock (map)
                    map.Add(ask.Key, some, hop);
            }));
        }

        return new Route(record, first, map);
    }

    private async Task<(ExchangeRecord Record, Hop Hop)> AskFirstAsync(
        ExchangeName start, IReadOnlyList<RoutedMessage> messages, CancellationToken cancellationToken)
    {
        ExchangeRecord record = await catalog.GetAsync(start, cancellationToken);
        try
        {
            return (record, await exchanges.SendAsync(record.Partition, new RouteCommand(messages)));
        }
        catch (PartitionClosedException)
        {
            Forget(record);
        }

        record = await catalog.GetAsync(start, cancellationToken);
        try
        {
            return (record, await exchanges.SendAsync(record.Partition, new RouteCommand(messages)));
        }
        catch (PartitionClosedException)
        {
            throw ExchangeCatalog.NotFound(start);
        }
    }

    /// <summary>Null if there is no such exchange.</summary>
    private async Task<Hop?> AskAsync(
        ExchangeName exchange, IReadOnlyList<RoutedMessage> messages, CancellationToken cancellationToken)
    {
        if (await catalog.FindAsync(exchange, cancellationToken) is null)
            return null;
        try
        {
            return (await AskFirstAsync(exchange, messages, cancellationToken)).Hop;
        }
        catch (BrokerException exception) when (exception.Code == BrokerErrorCode.ExchangeNotFound)
        {
            return null;
        }
    }

    private void Forget(ExchangeRecord record)
    {
        catalog.Forget(record);
        exchanges.Discard(record.Partition);
    }
}
