using QueueService.Exchanges;
using QueueService.Exchanges.Commands;
using QueueService.Exchanges.Matching;
using QueueService.Exchanges.State;
using QueueService.Queues.Catalog;
using QueueService.Replication;
using QueueService.Routing.Catalog;

namespace QueueService.Routing.Bindings;

/// <summary>Makes and removes bindings, and tells them from both ends.</summary>
internal sealed class LinkKeeper(
    ExchangeCatalog catalog,
    QueueCatalog queues,
    OpenExchanges exchanges,
    Referrers referrers,
    RoutingCycles cycles,
    TimeProvider time)
{
    /// <summary>Adds a binding; false if it is there.</summary>
    /// <exception cref="BrokerException">
    /// <c>ExchangeNotFound</c>, <c>QueueNotFound</c>, <c>RoutingCycle</c>, <c>TooManyBindings</c>.
    /// </exception>
    public async Task<bool> BindAsync(ExchangeRecord exchange, Binding binding, CancellationToken cancellationToken)
    {
        Link link = await ResolveAsync(binding, cancellationToken);
        if ((await ViewAsync(exchange, table => Some(table.Find(binding.Id)))).Links is [{ } known] && known == link)
            return false;
        await PrepareAsync(exchange, [link], cancellationToken);
        bool isNew = await SendAsync(exchange, new BindCommand(link));
        await SettleAsync(exchange, [link]);
        await CheckStillThereAsync(exchange, [link]);
        return isNew;
    }

    /// <summary>Exactly these are the bindings from now on.</summary>
    public async Task<BindingsChange> ReplaceAsync(
        ExchangeRecord exchange, IReadOnlyList<Binding> bindings, CancellationToken cancellationToken)
    {
        List<Link> links = new(bindings.Count);
        foreach (Binding binding in bindings.DistinctBy(binding => binding.Id))
            links.Add(await ResolveAsync(binding, cancellationToken));
        ReplaceBindingsCommand replace = new(links);
        if (replace.EventBytes > Limits.MaxFrameEventBytes)
            throw TooLarge(replace.EventBytes);
        HashSet<Link> known = [.. (await ViewAsync(exchange, table => table.All)).Links];
        Link[] added = [.. links.Where(link => !known.Contains(link))];
        await PrepareAsync(exchange, added, cancellationToken);
        BindingsChange change = await SendAsync(exchange, replace);
        await SettleAsync(exchange, added);
        await CheckStillThereAsync(exchange, added);
        return change;
    }

    /// <summary>Takes a binding away; false if there is none.</summary>
    public async Task<bool> UnbindAsync(ExchangeRecord exchange, BindingId binding) =>
        (await SendAsync(exchange, new UnbindCommand(table => Some(table.Find(binding))))).Count > 0;

    /// <summary>The bindings from an exchange, by their ids.</summary>
    public async Task<IReadOnlyList<Binding>> ListFromAsync(ExchangeRecord exchange) =>
    [
        .. (await ViewAsync(exchange, table => table.All)).Links
            .Select(link => link.Binding)
            .OrderBy(binding => binding.Id.Value),
    ];

    /// <summary>
    /// The bindings that lead to a queue or exchange, by the names of the exchanges that they lead from.
    /// </summary>
    public async Task<IReadOnlyList<BoundFrom>> ListToAsync(
        Destination destination, CancellationToken cancellationToken)
    {
        List<BoundFrom> found = [];
        List<Referrer> untrue = [];
        foreach (Referrer referrer in await referrers.ReadAsync(destination, cancellationToken))
        {
            ExchangeName name = ExchangeName.Parse(referrer.Exchange);
            ExchangeView? view = await FindViewAsync(name, destination, cancellationToken);
            found.AddRange(view?.Links.Select(link => new BoundFrom(name, link.Binding)) ?? []);
            bool leadsThere = view is { Links.Count: > 0 }
                || (view?.Settings.Alternate is { } alternate && alternate == destination.Exchange);
            if (!leadsThere && referrer.Since + RoutingCycles.Making < Now())
                untrue.Add(referrer);
        }

        if (untrue.Count > 0)
            await referrers.RemoveAsync(destination, untrue);
        return found;
    }

    /// <summary>Takes all bindings away that lead to what is being deleted.</summary>
    public async Task RemoveToAsync(Destination destination)
    {
        IReadOnlyList<Referrer> all = await referrers.ReadAsync(destination, CancellationToken.None);
        foreach (Referrer referrer in all)
        {
            ExchangeName name = ExchangeName.Parse(referrer.Exchange);
            if (await catalog.FindAsync(name, CancellationToken.None) is not { } exchange)
                continue;
            try
            {
                await SendAsync(exchange, new UnbindCommand(table => table.To(destination)));
            }
            catch (BrokerException exception) when (exception.Code == BrokerErrorCode.ExchangeNotFound)
            {
                continue;
            }
        }

        await referrers.RemoveAsync(destination, [.. all]);
    }

    /// <summary>Notes an alternate, and refuses it if it would lead back.</summary>
    public Task CheckAlternateAsync(
        ExchangeName exchange, ExchangeName alternate, CancellationToken cancellationToken) =>
        NoteAsync(Destination.Of(alternate), exchange, cancellationToken);

    /// <summary>The alternate that was checked stands now.</summary>
    public Task SettleAlternateAsync(ExchangeName exchange, ExchangeName alternate) =>
        referrers.AddAsync(Destination.Of(alternate), exchange, default);

    private static BrokerException TooLarge(int bytes) => new(
        BrokerErrorCode.InvalidBinding,
        $"The bindings have {bytes} bytes in all; {Limits.MaxFrameEventBytes} can be replaced in one step. Use shorter "
        + "keys and conditions, or add and delete single bindings.");

    private async Task PrepareAsync(
        ExchangeRecord exchange, IReadOnlyList<Link> links, CancellationToken cancellationToken)
    {
        foreach (Destination destination in links.Select(link => link.Binding.Destination).Distinct())
            await NoteAsync(destination, exchange.Name, cancellationToken);
    }

    /// <summary>
    /// Notes what is about to lead to a destination. One that would close a circle is refused, and not noted any more.
    /// </summary>
    private async Task NoteAsync(
        Destination destination, ExchangeName exchange, CancellationToken cancellationToken)
    {
        if (destination.Exchange == ExchangeName.Mqtt)
        {
            throw new BrokerException(
                BrokerErrorCode.InvalidBinding,
                $"Nothing can lead to exchange '{ExchangeName.Mqtt}': its subscribers read what is published to it. "
                + "Publish to it, or bind queues to both.");
        }

        Referrer note = new(exchange.Value, Now());
        await referrers.AddAsync(destination, exchange, note.Since);
        if (destination.Exchange is not { } next)
            return;
        try
        {
            await cycles.CheckAsync(exchange, next, cancellationToken);
        }
        catch (BrokerException)
        {
            await referrers.RemoveAsync(destination, [note]);
            throw;
        }
    }

    /// <summary>From now on the logs tell what is true of these.</summary>
    private async Task SettleAsync(ExchangeRecord exchange, IReadOnlyList<Link> links)
    {
        foreach (Destination destination in links.Select(link => link.Binding.Destination).Distinct())
        {
            if (destination.Kind == DestinationKind.Exchange)
                await referrers.AddAsync(destination, exchange.Name, default);
        }
    }

    /// <summary>
    /// A destination that was deleted meanwhile did not see the binding, and nobody else would take it away.
    /// </summary>
    private async Task CheckStillThereAsync(ExchangeRecord exchange, IReadOnlyList<Link> links)
    {
        foreach (Link link in links.DistinctBy(link => link.Binding.Destination))
        {
            Destination destination = link.Binding.Destination;
            if (await ReadIncarnationAsync(destination, CancellationToken.None) == link.Incarnation)
                continue;
            await SendAsync(exchange, new UnbindCommand(table =>
                table.To(destination).Where(known => known.Incarnation == link.Incarnation)));
            throw NotFound(destination);
        }
    }

    private async Task<Link> ResolveAsync(Binding binding, CancellationToken cancellationToken) =>
        await ReadIncarnationAsync(binding.Destination, cancellationToken) is { } incarnation
            ? new Link(binding, incarnation)
            : throw NotFound(binding.Destination);

    private async Task<ulong?> ReadIncarnationAsync(Destination destination, CancellationToken cancellationToken)
    {
        if (destination.Queue is { } queue)
        {
            return await queues.ReadAsync(queue, cancellationToken) is { Record.IsDeleting: false } found
                ? found.Record.Incarnation
                : null;
        }

        ExchangeName exchange = destination.Exchange!.Value;
        return await catalog.ReadAsync(exchange, cancellationToken) is { Record.IsDeleting: false } known
            ? known.Record.Incarnation
            : null;
    }

    private static BrokerException NotFound(Destination destination) => destination.Queue is { } queue
        ? BrokerException.QueueNotFound(queue)
        : ExchangeCatalog.NotFound(destination.Exchange!.Value);

    /// <summary>The exchange with its bindings that lead there; null if there is none.</summary>
    private async Task<ExchangeView?> FindViewAsync(
        ExchangeName exchange, Destination destination, CancellationToken cancellationToken)
    {
        if (await catalog.FindAsync(exchange, cancellationToken) is not { } record)
            return null;
        try
        {
            return await ViewAsync(record, table => table.To(destination));
        }
        catch (BrokerException exception) when (exception.Code == BrokerErrorCode.ExchangeNotFound)
        {
            return null;
        }
    }

    private Task<ExchangeView> ViewAsync(ExchangeRecord exchange, Func<BindingTable, IEnumerable<Link>> choose) =>
        SendAsync(exchange, new ViewCommand(choose));

    private async Task<TReply> SendAsync<TReply>(ExchangeRecord exchange, ExchangeCommand<TReply> command)
    {
        try
        {
            return await exchanges.SendAsync(exchange.Partition, command);
        }
        catch (PartitionClosedException)
        {
            catalog.Forget(exchange);
            exchanges.Discard(exchange.Partition);
            throw ExchangeCatalog.NotFound(exchange.Name);
        }
    }

    private static Link[] Some(Link? link) => link is null ? [] : [link];

    private Timestamp Now() => Timestamp.From(time.GetUtcNow());
}
