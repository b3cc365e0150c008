using QueueService.Exchanges;
using QueueService.Exchanges.Codec;
using QueueService.Exchanges.Commands;
using QueueService.Exchanges.Events;
using QueueService.Exchanges.Matching;
using QueueService.Exchanges.Settings;
using QueueService.Exchanges.State;
using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Replication;
using QueueService.Replication.Snapshots;
using QueueService.Routing.Bindings;
using QueueService.Storage;

namespace QueueService.Routing.Catalog;

/// <summary>
/// Makes, changes and deletes exchanges. An exchange exists from the moment its document does; its log is there before,
/// and is closed before the document goes, so that nothing can be published to an exchange that is not there.
/// </summary>
internal sealed class ExchangeLifecycle(
    ExchangeCatalog catalog,
    OpenExchanges exchanges,
    PartitionRegistry queues,
    LinkKeeper links,
    ExchangeUses uses,
    IStore store,
    TimeProvider time,
    RandomSource random)
{
    /// <summary>Makes the exchange, or finds it there with these settings.</summary>
    /// <exception cref="BrokerException">
    /// <c>ExchangeExists</c>, <c>RoutingCycle</c>, <c>TooManyExchanges</c>.
    /// </exception>
    public async Task<(ExchangeInfo Exchange, bool IsNew)> CreateAsync(
        ExchangeName name, ExchangeSettings settings, CancellationToken cancellationToken)
    {
        BuiltInExchange.Check(name, settings);
        while (true)
        {
            (ExchangeRecord Record, string Version)? existing =
                await catalog.ReadStoredAsync(name, cancellationToken);
            if (existing is { Record.IsDeleting: true } deleting)
            {
                await FinishDeletionAsync(deleting.Record, deleting.Version);
                continue;
            }

            if (existing is { } known)
            {
                if (await TryDescribeAsync(known.Record) is not { } info)
                    continue;
                return info.Settings.AgreesWith(settings) ? (info, false) : throw Exists(name);
            }

            if (settings.Alternate is { } alternate)
                await links.CheckAlternateAsync(name, alternate, cancellationToken);
            await CheckCountAsync(cancellationToken);
            DateTimeOffset now = Now();
            ExchangeRecord record = new(
                name, ExchangePartitions.NewIncarnation(random), settings, now, now, IsDeleting: false);
            if (!await TryCreateAsync(record, cancellationToken))
                continue;
            await SettleAsync(name, settings.Alternate);
            return (Describe(record, null), true);
        }
    }

    public async Task<ExchangeInfo> DescribeAsync(ExchangeName name, CancellationToken cancellationToken) =>
        await catalog.ReadAsync(name, cancellationToken) is { Record.IsDeleting: false } stored
        && await TryDescribeAsync(stored.Record) is { } info
            ? info
            : throw ExchangeCatalog.NotFound(name);

    /// <inheritdoc cref="ExchangeBroker.ListAsync"/>
    public async Task<Page<ExchangeInfo>> ListAsync(
        string prefix,
        int limit,
        string? cursor,
        Predicate<ExchangeName>? shows,
        CancellationToken cancellationToken)
    {
        List<ExchangeInfo> found = [];
        await foreach (ExchangeRecord record in catalog.ListAsync(prefix, cursor, cancellationToken))
        {
            if (record.IsDeleting || shows?.Invoke(record.Name) == false)
                continue;
            if (found.Count == limit)
                return new Page<ExchangeInfo>(found, found[^1].Name.Value);
            found.Add(Describe(record, await GlanceAsync(record, cancellationToken)));
        }

        return new Page<ExchangeInfo>(found, null);
    }

    /// <summary>How much there is, by one read and no replay; null if the log is gone.</summary>
    private async Task<ExchangeNote?> GlanceAsync(ExchangeRecord record, CancellationToken cancellationToken) =>
        await HeadGlance.ReadAsync(store, record.Partition, cancellationToken) is { } head
            ? ExchangeNoteCodec.Decode(head.Note.Span)
            : null;

    /// <summary>Changes some settings.</summary>
    public async Task<ExchangeInfo> UpdateAsync(
        ExchangeName name, Func<ExchangeSettings, ExchangeSettings> change, CancellationToken cancellationToken)
    {
        ExchangeRecord record = (await catalog.ReadAsync(name, cancellationToken))?.Record
            ?? throw ExchangeCatalog.NotFound(name);
        ExchangeSettings before = (await DescribeAsync(name, cancellationToken)).Settings;
        ExchangeSettings wanted = change(before);
        BuiltInExchange.Check(name, wanted);
        if (wanted.Alternate is { } alternate && alternate != before.Alternate)
            await links.CheckAlternateAsync(name, alternate, cancellationToken);
        try
        {
            ExchangeSettings after = await exchanges.SendAsync(
                record.Partition, new ConfigureExchangeCommand(change));
            await SettleAsync(name, after.Alternate);
            await NoteAsync(name, after, cancellationToken);
        }
        catch (PartitionClosedException)
        {
            Forget(record);
            throw ExchangeCatalog.NotFound(name);
        }

        return await DescribeAsync(name, cancellationToken);
    }

    /// <summary>Deletes the exchange, with the bindings from it and to it.</summary>
    public async Task DeleteAsync(ExchangeName name, bool ifUnused, CancellationToken cancellationToken)
    {
        if (name == ExchangeName.Mqtt)
            throw BuiltInExchange.Refusal("it cannot be deleted. Remove the bindings that are not wanted.");
        while (true)
        {
            (ExchangeRecord record, string version) = await catalog.ReadAsync(name, cancellationToken)
                ?? throw ExchangeCatalog.NotFound(name);
            if (!record.IsDeleting)
            {
                if (ifUnused)
                    await uses.CheckUnusedAsync(record, cancellationToken);
                record = record with { IsDeleting = true };
                if (await catalog.TryReplaceAsync(record, version, cancellationToken) is not { } marked)
                    continue;
                version = marked;
            }

            await FinishDeletionAsync(record, version);
            return;
        }
    }

    /// <summary>Makes the exchange that is built in.</summary>
    public Task MakeBuiltInAsync(CancellationToken cancellationToken) =>
        CreateAsync(ExchangeName.Mqtt, BuiltInExchange.Settings, cancellationToken);

    private async Task SettleAsync(ExchangeName exchange, ExchangeName? alternate)
    {
        if (alternate is { } stands)
            await links.SettleAlternateAsync(exchange, stands);
    }

    /// <summary>What listings show.</summary>
    private async Task NoteAsync(ExchangeName name, ExchangeSettings settings, CancellationToken cancellationToken)
    {
        while (await catalog.ReadAsync(name, cancellationToken) is { Record.IsDeleting: false } stored
            && await catalog.TryReplaceAsync(
                stored.Record with { Settings = settings, ModifiedAt = Now() },
                stored.Version,
                cancellationToken) is null)
        {
        }
    }

    private async Task<bool> TryCreateAsync(ExchangeRecord record, CancellationToken cancellationToken)
    {
        ExchangeState state = new(record.Partition);
        ExchangeConfigured configured = new(record.Name, record.Settings);
        Timestamp now = Timestamp.From(record.CreatedAt);
        state.Apply(FrameNumber.None.Next, now, [configured]);
        await new LogFounder(store, time, random).CreateAsync(
            record.Partition,
            ExchangeFrameCodec.Encode(now, [configured]),
            ExchangeNoteCodec.Encode(null, state, isFinal: true));
        if (await catalog.TryCreateAsync(record, cancellationToken))
            return true;
        await DeleteLogAsync(record.Partition);
        return false;
    }

    private async Task FinishDeletionAsync(ExchangeRecord record, string version)
    {
        await links.RemoveToAsync(Destination.Of(record.Name));
        try
        {
            IReadOnlyList<PartitionId>? destinations;
            while ((destinations = await exchanges.SendAsync(record.Partition, new CloseExchangeCommand())) is null)
                await exchanges.MoveAsync(record.Partition);
            foreach (PartitionId destination in destinations)
                await RetireAsync(record.Partition, destination);
        }
        catch (PartitionClosedException)
        {
            // Closed already by an earlier attempt to delete the exchange.
        }

        await exchanges.CloseAsync(record.Partition);
        await DeleteLogAsync(record.Partition);
        await catalog.DeleteAsync(record.Name, version, CancellationToken.None);
    }

    /// <summary>Has a queue forget the exchange; one that is gone needs not.</summary>
    private async Task RetireAsync(PartitionId exchange, PartitionId destination)
    {
        try
        {
            await queues.SendQuietlyAsync(destination, new RetireSourceCommand(exchange));
        }
        catch (PartitionClosedException)
        {
            queues.Discard(destination);
        }
    }

    private async Task DeleteLogAsync(PartitionId partition)
    {
        await using ICommitLog log = store.OpenLog(partition);
        await log.DeleteAsync(CancellationToken.None);
        await foreach (BlobInfo blob in store.Blobs.ListAsync(
            SnapshotReference.Folder(partition), CancellationToken.None))
            await store.Blobs.DeleteAsync(blob.Name, CancellationToken.None);
    }

    /// <summary>Null if it is being deleted.</summary>
    private async Task<ExchangeInfo?> TryDescribeAsync(ExchangeRecord record)
    {
        try
        {
            ExchangeView view = await exchanges.SendAsync(record.Partition, new ViewCommand(_ => []));
            return new ExchangeInfo(record.Name, view.Settings, record.CreatedAt, record.ModifiedAt)
            {
                Bindings = view.Bindings,
                Published = view.Published,
                Unroutable = view.Unroutable,
                Behind = view.Behind,
            };
        }
        catch (PartitionClosedException)
        {
            Forget(record);
            return null;
        }
    }

    private static ExchangeInfo Describe(ExchangeRecord record, ExchangeNote? note) =>
        new(record.Name, record.Settings, record.CreatedAt, record.ModifiedAt)
        {
            Bindings = note?.Bindings ?? 0,
            Published = note?.Published ?? 0,
            Unroutable = note?.Unroutable ?? 0,
            Behind = note?.Leaving ?? 0,
        };

    private void Forget(ExchangeRecord record)
    {
        catalog.Forget(record);
        exchanges.Discard(record.Partition);
    }

    private async Task CheckCountAsync(CancellationToken cancellationToken)
    {
        if (await catalog.ListAsync("", null, cancellationToken).CountAsync(cancellationToken) >= Limits.MaxExchanges)
        {
            throw new BrokerException(
                BrokerErrorCode.TooManyExchanges,
                $"There are {Limits.MaxExchanges} exchanges, and no more may be. Delete some, or use routing keys in "
                + "place of many exchanges.");
        }
    }

    private static BrokerException Exists(ExchangeName name) => new(
        BrokerErrorCode.ExchangeExists,
        $"Exchange '{name}' exists with other settings. Change them with PATCH, or choose another name.");

    /// <summary>To the millisecond, as it is stored.</summary>
    private DateTimeOffset Now()
    {
        store.Clock.Check();
        return Timestamp.From(time.GetUtcNow()).ToDateTimeOffset();
    }
}
