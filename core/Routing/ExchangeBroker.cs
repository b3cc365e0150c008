using QueueService.Exchanges;
using QueueService.Exchanges.Matching;
using QueueService.Exchanges.Settings;
using QueueService.Features;
using QueueService.Queues;
using QueueService.Routing.Bindings;
using QueueService.Routing.Catalog;
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
    private readonly LinkKeeper _links;
    private readonly Router _router;
    private readonly Publisher _publisher;

    private ExchangeBroker(BrokerParts parts)
    {
        IStore store = parts.Store;
        TimeProvider time = parts.Engine.Time;
        _features = parts.Engine.Features;
        ExchangeWiring wiring = new(parts);
        _exchanges = wiring.Exchanges;
        _catalog = new ExchangeCatalog(store.Documents, _features);
        Referrers referrers = new(store.Documents);
        RoutingCycles cycles = new(_catalog, _exchanges, referrers, time);
        _links = new LinkKeeper(_catalog, parts.Catalog, _exchanges, referrers, cycles, time);
        _lifecycle = new ExchangeLifecycle(
            _catalog, _exchanges, parts.Partitions, _links, store, time, parts.Engine.Random);
        _router = new Router(_catalog, _exchanges);
        _publisher = new Publisher(
            _router,
            new QueueTargets(parts.Catalog),
            _exchanges,
            parts.Partitions,
            store,
            time,
            parts.Engine.Random);
        parts.Lifecycle.OnDeleting = queue => _links.RemoveToAsync(Destination.Of(queue));
        parts.Housekeeping.Add(wiring.Care);
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

    public Task<ExchangeInfo> GetAsync(ExchangeName name, CancellationToken cancellationToken) =>
        _lifecycle.DescribeAsync(name, cancellationToken);

    /// <summary>Changes some settings.</summary>
    /// <param name="change">Keeps type and syntax; may be called more than once.</param>
    public Task<ExchangeInfo> UpdateAsync(
        ExchangeName name,
        Func<ExchangeSettings, ExchangeSettings> change,
        CancellationToken cancellationToken) => _lifecycle.UpdateAsync(name, change, cancellationToken);

    /// <summary>Deletes an exchange, with the bindings from it and to it.</summary>
    /// <param name="ifUnused">Refuses with <c>ExchangeInUse</c> what something leads from or to.</param>
    public Task DeleteAsync(ExchangeName name, bool ifUnused, CancellationToken cancellationToken) =>
        _lifecycle.DeleteAsync(name, ifUnused, cancellationToken);

    /// <summary>Adds a binding; false if there is one with this content.</summary>
    public async Task<bool> BindAsync(ExchangeName name, Binding binding, CancellationToken cancellationToken) =>
        await _links.BindAsync(await _catalog.GetAsync(name, cancellationToken), binding, cancellationToken);

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

    /// <summary>The type and syntax of an exchange, which never change: mostly from memory.</summary>
    public async ValueTask<(ExchangeType Type, TopicSyntax Syntax)> GetTypeAsync(
        ExchangeName name, CancellationToken cancellationToken)
    {
        ExchangeRecord record = await _catalog.GetAsync(name, cancellationToken);
        return (record.Type, record.Syntax);
    }

    /// <summary>
    /// Publishes messages durably, all or none: each goes once to every queue that its route leads to, whatever
    /// crashes. The answer waits up to two seconds for the arrival of the copies.
    /// </summary>
    /// <param name="messages">1..100.</param>
    /// <exception cref="BrokerException">
    /// <c>Unroutable</c>, <c>MessageTooLarge</c>, <c>TooManyDestinations</c>, <c>InternalExchange</c>: nothing is
    /// stored.
    /// </exception>
    public Task<IReadOnlyList<PublishResult>> PublishAsync(
        ExchangeName name, IReadOnlyList<NewPublish> messages, CancellationToken cancellationToken) =>
        _publisher.PublishAsync(name, messages, cancellationToken);

    public async ValueTask DisposeAsync()
    {
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
