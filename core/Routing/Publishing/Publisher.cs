using System.Diagnostics;
using QueueService.Exchanges;
using QueueService.Exchanges.Commands;
using QueueService.Exchanges.Events;
using QueueService.Exchanges.Matching;
using QueueService.Exchanges.State;
using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Messages;
using QueueService.Queues.Tracing;
using QueueService.Replication;
using QueueService.Routing.Metering;
using QueueService.Storage;
using QueueService.Transfers;

namespace QueueService.Routing.Publishing;

/// <summary>
/// Publishes messages. What has one destination, and would overtake nothing, is sent there: one commit. Everything else
/// is one commit in the log of the exchange, from where the copies go to their queues.
/// </summary>
internal sealed class Publisher(
    Router router, QueueTargets targets, OpenExchanges exchanges, ExchangeMeter meter, PartitionRegistry queues,
    IStore store, TimeProvider time, RandomSource random)
{
    /// <summary>How long an answer waits for the arrival of the copies.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>How many ways to a queue a dry run tells.</summary>
    private const int MostPaths = 10;

    private static readonly HashSet<PartitionId> NoPartitions = [];

    private readonly int _preference = (int)(random.NextUInt64() % int.MaxValue);

    /// <summary>All or nothing; see <see cref="ExchangeBroker.PublishAsync"/>.</summary>
    public async Task<IReadOnlyList<PublishResult>> PublishAsync(
        ExchangeName exchange,
        IReadOnlyList<NewPublish> messages,
        bool isArrivalAwaited,
        CancellationToken cancellationToken)
    {
        using Activity? trace = MessageTracing.BeginPublish(exchange, messages.Count);
        try
        {
            return await PublishAsync(exchange, messages, isArrivalAwaited, trace, cancellationToken);
        }
        catch (BrokerException exception)
        {
            trace?.SetStatus(ActivityStatusCode.Error, exception.Code.ToString());
            throw;
        }
    }

    private async Task<IReadOnlyList<PublishResult>> PublishAsync(
        ExchangeName exchange,
        IReadOnlyList<NewPublish> messages,
        bool isArrivalAwaited,
        Activity? trace,
        CancellationToken cancellationToken)
    {
        PreparedPublish[] prepared = new PreparedPublish[messages.Count];

        // Readers get messages as they were published.
        Activity? carried = IsRead(exchange) ? null : trace;
        for (int n = 0; n < prepared.Length; n++)
            prepared[n] = new PreparedPublish(exchange, messages[n], n, carried);
        store.TakeRoom(prepared.Sum(message => (long)message.Bytes));
        RoutedMessage[] routed = [.. prepared.Select(message => message.Routed)];
        while (true)
        {
            Route route = await router.FindAsync(exchange, routed, mostPaths: 0, cancellationToken);
            if (route.First.Settings.IsInternal)
                throw Internal(exchange);
            CheckKeys(route, routed);
            Distribution distribution = await DistributeAsync(route, prepared, cancellationToken);
            distribution.Check(exchange, prepared);
            if (IsRead(exchange) || distribution.OnlyPartition(route.First.Leaving) is not { } only)
                return await PublishAsync(route, prepared, distribution, isArrivalAwaited);
            try
            {
                IReadOnlyList<PublishResult> results = await SendAsync(only, prepared, distribution);
                Count(route, distribution);
                return results;
            }
            catch (PartitionClosedException)
            {
                // The queue was deleted; the bindings to it are gone, or will be ignored.
                targets.Forget(only);
            }
        }
    }

    /// <summary>Where a message would go; nothing is stored.</summary>
    public async Task<RouteInfo> RouteAsync(
        ExchangeName exchange, RoutedMessage message, CancellationToken cancellationToken)
    {
        Route route = await router.FindAsync(exchange, [message], MostPaths, cancellationToken);
        CheckKeys(route, [message]);
        Reach reach = route.Map.QueuesOf(0);
        List<RoutedQueue> reached = [];
        foreach ((QueueTarget target, List<BindingId[]> paths) in reach.Queues)
        {
            if (await targets.FindAsync(target, cancellationToken) is not null)
                reached.Add(new RoutedQueue(target.Queue, paths));
        }

        return new RouteInfo(
            [.. reached.OrderBy(queue => queue.Queue.Value, StringComparer.Ordinal)], reach.Alternates);
    }

    private static void CheckKeys(Route route, RoutedMessage[] messages)
    {
        foreach (RoutedMessage message in messages)
        {
            foreach (string key in message.RoutingKeys)
                RoutingKeyRules.CheckKey(route.First.Settings.Type, route.First.Settings.Syntax, key);
        }
    }

    private async Task<Distribution> DistributeAsync(
        Route route, PreparedPublish[] messages, CancellationToken cancellationToken)
    {
        Distribution distribution = new(messages.Length);
        for (int n = 0; n < messages.Length; n++)
        {
            foreach (QueueTarget target in route.Map.QueuesOf(n).Queues.Keys)
            {
                // A queue that was deleted meanwhile is no destination any more.
                if (await targets.FindAsync(target, cancellationToken) is not { } queue)
                    continue;
                int partition = messages[n].PartitionOf(
                    queue.Name.IsFifo, queue.Settings.Partitions, _preference);
                distribution.Add(n, queue, queue.Partition(partition));
            }
        }

        return distribution;
    }

    private async Task<IReadOnlyList<PublishResult>> SendAsync(
        PartitionId partition, PreparedPublish[] messages, Distribution distribution)
    {
        bool isFifo = distribution.QueueOf(partition).Name.IsFifo;
        IReadOnlyList<int> places = distribution.PlacesOf(partition);
        SentItem[] sent = await queues.SendAsync(
            partition,
            new SendCommand([.. places.Select(place => messages[place].Sent(isFifo, random.NextUInt128))]));
        MessageId?[] ids = new MessageId?[messages.Length];
        for (int n = 0; n < sent.Length; n++)
            ids[places[n]] = MessageIds.Of(partition, sent[n].Sequence);
        return Results(distribution, place => ids[place], NoPartitions);
    }

    /// <summary>True if there may be readers of its log, who want what reaches no queue, too.</summary>
    private static bool IsRead(ExchangeName exchange) => exchange == ExchangeName.Mqtt;

    private async Task<IReadOnlyList<PublishResult>> PublishAsync(
        Route route, PreparedPublish[] messages, Distribution distribution, bool isArrivalAwaited)
    {
        IReadOnlyList<int> places =
            IsRead(route.Exchange.Name) ? [.. Enumerable.Range(0, messages.Length)] : distribution.Routed;
        if (places.Count == 0)
        {
            Count(route, distribution);
            return Results(distribution, _ => null, NoPartitions);
        }

        PartitionId exchange = route.Exchange.Partition;
        KeyValuePair<PartitionId, MessageRun[]>[] runs = distribution.RunsAmong(places);
        PublishReceipt receipt = await exchanges.SendAsync(
            exchange, new PublishCommand([.. places.Select(place => messages[place].Stored)], runs));
        Count(route, distribution);
        IReadOnlySet<PartitionId> pending =
            isArrivalAwaited && receipt.Last.Count > 0 ? await ArriveAsync(exchange, receipt) : NoPartitions;
        Dictionary<int, MessageId> ids = [];
        for (int n = 0; n < places.Count; n++)
            ids.Add(places[n], MessageIds.Of(exchange, receipt.First.Plus(n)));
        return Results(distribution, place => ids.TryGetValue(place, out MessageId id) ? id : null, pending);
    }

    private void Count(Route route, Distribution distribution)
    {
        int unroutable = IsRead(route.Exchange.Name) ? 0 : distribution.Count - distribution.Routed.Count;
        exchanges.Count(route.Exchange.Partition, distribution.Count, unroutable);
        meter.Count(route.Exchange, distribution.Count, unroutable);
    }

    private static BrokerException Internal(ExchangeName exchange) => new(
        BrokerErrorCode.InternalExchange,
        $"Exchange '{exchange}' is internal: only bindings and alternates lead there. Publish to one that leads "
        + "there.");

    /// <summary>
    /// Waits until the copies have arrived, but not for long; answers where some may not have. They are durable: what
    /// goes wrong on the way is told by who moves them, and tried again, and nobody may take it for a refusal.
    /// </summary>
    private async Task<IReadOnlySet<PartitionId>> ArriveAsync(PartitionId exchange, PublishReceipt receipt)
    {
        try
        {
            Task<bool> move = exchanges.MoveAsync(exchange);
            using (CancellationTokenSource enough = new(Patience, time))
            {
                await ((Task)move.WaitAsync(enough.Token)).ConfigureAwait(
                    ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            }

            if (move.IsCompletedSuccessfully)
                return NoPartitions;
            ExchangeView view = await exchanges.SendAsync(exchange, new ViewCommand(_ => []));
            return receipt.Last
                .Where(last => view.Leaving.TryGetValue(last.Key, out TransferNumber first) && first <= last.Value)
                .Select(last => last.Key)
                .ToHashSet();
        }
        catch (Exception exception) when (exception is BrokerException or StorageUnavailableException
            or PartitionClosedException)
        {
            return receipt.Last.Select(last => last.Key).ToHashSet();
        }
    }

    /// <param name="idOf">Null for a message without a route: nothing of it is stored.</param>
    private PublishResult[] Results(
        Distribution distribution, Func<int, MessageId?> idOf, IReadOnlySet<PartitionId> pending)
    {
        PublishResult[] results = new PublishResult[distribution.Count];
        for (int n = 0; n < results.Length; n++)
        {
            results[n] = new PublishResult(
                idOf(n) ?? MessageIds.OfNothing(random.NextUInt128()), distribution.QueuesOf(n))
            {
                Pending = pending.Count == 0 ? [] : distribution.QueuesOf(n, pending),
            };
        }

        return results;
    }
}
