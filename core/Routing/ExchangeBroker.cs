using QueueService.Exchanges;
using QueueService.Exchanges.Commands;
using QueueService.Exchanges.Machine;
using QueueService.Exchanges.Matching;
using QueueService.Exchanges.Settings;
using QueueService.Exchanges.State;
using QueueService.Features;
using QueueService.Partitions.Messages;
using QueueService.Queues;
using QueueService.Replication.Leases;
using QueueService.Routing.Bindings;
using QueueService.Routing.Catalog;
using QueueService.Routing.DeadLetters;
using QueueService.Routing.Metering;
using QueueService.Routing.Publishing;
using QueueService.Storage;

namespace QueueService.Routing;

/// <summary>
/// The facade of exchanges, beside that of queues. Refusals are <see cref="BrokerException"/>; when one is thrown
/// nothing was changed, except after <c>OutcomeUnknown</c>. To be disposed of before the <see cref="Broker"/>.
/// </summary>
public sealed class ExchangeBroker : IAsyncDisposable
{
    private readonly FeatureGate _features;
    private readonly ExchangeCatalog _catalog;
    private readonly OpenExchanges _exchanges;
    private readonly ExchangeLifecycle _lifecycle;
    private readonly HeldByExchange _held;
    private readonly LinkKeeper _links;
    private readonly Router _router;
    private readonly ExchangeMeter _meter;
    private readonly Publisher _publisher;

    /// <summary>Housekeeping disposes of the forwarder, which must have ended before the exchanges do.</summary>
    private readonly Func<Task> _endForwarding;

    private ExchangeBroker(BrokerParts parts)
    {
        IStore store = parts.Store;
        TimeProvider time = parts.Engine.Time;
        _features = parts.Engine.Features;
        ExchangeWiring wiring = new(parts);
        _exchanges = wiring.Exchanges;
        _catalog = new ExchangeCatalog(store.Documents, _features)
        {
            MakeBuiltInAsync = cancellationToken => _lifecycle!.MakeBuiltInAsync(cancellationToken),
        };
        Referrers referrers = new(store.Documents);
        RoutingCycles cycles = new(_catalog, _exchanges, referrers, time);
        _links = new LinkKeeper(_catalog, parts.Catalog, _exchanges, referrers, cycles, time);
        ExchangeUses uses = new(_links, cycles, parts.Listing);
        _lifecycle = new ExchangeLifecycle(
            _catalog, _exchanges, parts.Partitions, _links, uses, store, time, parts.Engine.Random);
        _held = new HeldByExchange(parts.Listing);
        _router = new Router(_catalog, _exchanges);
        _meter = new ExchangeMeter(_catalog, _exchanges);
        QueueTargets targets = new(parts.Catalog);
        _publisher = new Publisher(
            _router,
            targets,
            _exchanges,
            _meter,
            parts.Partitions,
            store,
            time,
            parts.Engine.Random);
        parts.Lifecycle.OnDeleting = queue => _links.RemoveToAsync(Destination.Of(queue));
        parts.Housekeeping.Add(wiring.Care);
        DeadLetterForwarder forwarder = new(
            parts.Partitions, new DeadLetterWays(_router, targets, parts.Catalog), parts.Engine.Logger);
        parts.Wiring.OnHeld = forwarder.Begin;
        parts.Housekeeping.Add(forwarder);
        _endForwarding = forwarder.StopAsync;
    }

    /// <summary>Opens the exchanges of a service, and takes up what an earlier process left unfinished.</summary>
    public static async Task<ExchangeBroker> OpenAsync(Broker broker, CancellationToken cancellationToken)
    {
        ExchangeBroker exchanges = new(broker.Parts);
        await broker.Parts.Housekeeping.ResumeMovesAsync(cancellationToken);
        return exchanges;
    }

    /// <summary>
    /// Makes an exchange, or finds it there with these settings; <c>ExchangeExists</c> if they differ.
    /// </summary>
    public Task<(ExchangeInfo Exchange, bool IsNew)> CreateAsync(
        ExchangeName name, ExchangeSettings settings, CancellationToken cancellationToken)
    {
        CheckLevel();
        return _lifecycle.CreateAsync(name, settings, cancellationToken);
    }

    public async Task<ExchangeInfo> GetAsync(ExchangeName name, CancellationToken cancellationToken) =>
        await _held.AddAsync(await _lifecycle.DescribeAsync(name, cancellationToken), cancellationToken);

    /// <summary>Exchanges by ordinal order of their names, as the store has them now.</summary>
    /// <param name="limit">1..1000.</param>
    /// <param name="cursor">What the page before said; null for the first page.</param>
    /// <param name="shows">Leaves out exchanges, as if they were not there; null for none.</param>
    public async Task<Page<ExchangeInfo>> ListAsync(
        string prefix,
        int limit,
        string? cursor,
        CancellationToken cancellationToken,
        Predicate<ExchangeName>? shows = null) =>
        await _held.AddAsync(
            await _lifecycle.ListAsync(prefix, limit, cursor, shows, cancellationToken), cancellationToken);

    /// <summary>Changes some settings.</summary>
    /// <param name="change">Keeps type and syntax; may be called more than once.</param>
    public Task<ExchangeInfo> UpdateAsync(
        ExchangeName name,
        Func<ExchangeSettings, ExchangeSettings> change,
        CancellationToken cancellationToken) => _lifecycle.UpdateAsync(name, change, cancellationToken);

    /// <summary>Deletes an exchange, with the bindings from it and to it.</summary>
    /// <param name="ifUnused">Refuses with <c>ExchangeInUse</c> what something leads from or to, or names.</param>
    public Task DeleteAsync(ExchangeName name, bool ifUnused, CancellationToken cancellationToken) =>
        _lifecycle.DeleteAsync(name, ifUnused, cancellationToken);

    /// <summary>Adds a binding; false if there is one with this content.</summary>
    public async Task<bool> BindAsync(ExchangeName name, Binding binding, CancellationToken cancellationToken) =>
        await _links.BindAsync(await _catalog.GetAsync(name, cancellationToken), binding, cancellationToken);

    /// <summary>
    /// Exactly these are the bindings from now on, in one step: no message is routed by a mixture.
    /// </summary>
    /// <param name="bindings">At most <see cref="Limits.MaxBindings"/>.</param>
    public async Task<BindingCounts> ReplaceBindingsAsync(
        ExchangeName name, IReadOnlyList<Binding> bindings, CancellationToken cancellationToken)
    {
        BindingsChange change = await _links.ReplaceAsync(
            await _catalog.GetAsync(name, cancellationToken), bindings, cancellationToken);
        return new BindingCounts(change.Added.Count, change.Removed.Count, change.Kept.Count);
    }

    /// <summary>Takes a binding away; <c>BindingNotFound</c> if there is none.</summary>
    public async Task UnbindAsync(ExchangeName name, BindingId binding, CancellationToken cancellationToken)
    {
        if (!await _links.UnbindAsync(await _catalog.GetAsync(name, cancellationToken), binding))
        {
            throw new BrokerException(
                BrokerErrorCode.BindingNotFound, $"Exchange '{name}' has no binding '{binding}'. List its bindings.");
        }
    }

    /// <summary>The bindings from an exchange, by their ids.</summary>
    public async Task<IReadOnlyList<Binding>> ListBindingsAsync(
        ExchangeName name, CancellationToken cancellationToken) =>
        await _links.ListFromAsync(await _catalog.GetAsync(name, cancellationToken));

    /// <summary>
    /// The bindings that lead to a queue or exchange, by the names of the exchanges that they lead from.
    /// </summary>
    public Task<IReadOnlyList<BoundFrom>> ListBindingsToAsync(
        Destination destination, CancellationToken cancellationToken) =>
        _links.ListToAsync(destination, cancellationToken);

    /// <summary>Where a message would go, found by the very code of a publish; nothing is stored.</summary>
    /// <param name="keys">1 to 16.</param>
    public Task<RouteInfo> RouteAsync(
        ExchangeName name,
        IReadOnlyList<string> keys,
        IReadOnlyList<MessageAttribute> attributes,
        CancellationToken cancellationToken) =>
        _publisher.RouteAsync(name, new RoutedMessage([.. keys], attributes), cancellationToken);

    /// <summary>The type and syntax of an exchange, which never change: mostly from memory.</summary>
    public async ValueTask<(ExchangeType Type, TopicSyntax Syntax)> GetTypeAsync(
        ExchangeName name, CancellationToken cancellationToken)
    {
        ExchangeRecord record = await _catalog.GetAsync(name, cancellationToken);
        return (record.Settings.Type, record.Settings.Syntax);
    }

    /// <summary>
    /// Publishes messages durably, all or none: each goes once to every queue that its route leads to, whatever
    /// crashes. The answer waits up to two seconds for the arrival of the copies.
    /// </summary>
    /// <param name="messages">1..100.</param>
    /// <param name="isArrivalAwaited">False to be answered as soon as the messages are durable.</param>
    /// <exception cref="BrokerException">
    /// <c>Unroutable</c>, <c>MessageTooLarge</c>, <c>TooManyDestinations</c>, <c>InternalExchange</c>: nothing is
    /// stored.
    /// </exception>
    public Task<IReadOnlyList<PublishResult>> PublishAsync(
        ExchangeName name,
        IReadOnlyList<NewPublish> messages,
        CancellationToken cancellationToken,
        bool isArrivalAwaited = true) =>
        _publisher.PublishAsync(name, messages, isArrivalAwaited, cancellationToken);

    /// <summary>The right to use the log of an exchange, which stays open until it is given back.</summary>
    internal async ValueTask<PartitionLease<ExchangePartition>> LeaseAsync(
        ExchangeName name, CancellationToken cancellationToken) =>
        await _exchanges.LeaseAsync((await _catalog.GetAsync(name, cancellationToken)).Partition);

    /// <summary>What this process has done with each exchange that it has served.</summary>
    public IReadOnlyList<ExchangeFigures> ReadFigures() => _meter.Read();

    public async ValueTask DisposeAsync()
    {
        await _endForwarding();
        _exchanges.EndMoves();
        await _exchanges.DisposeAsync();
    }

    private void CheckLevel()
    {
        if (_features.Level < FeatureLevel.Four)
        {
            throw new BrokerException(
                BrokerErrorCode.FeatureLevelRefused,
                $"Exchanges are there from feature level {FeatureLevel.Four} on; the store is at {_features.Level}. "
                + "Raise it with PUT /v1/service/feature-level once all instances run this version.");
        }
    }
}
