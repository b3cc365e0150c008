using Microsoft.Extensions.Logging;
using QueueService.Audit;
using QueueService.Features;
using QueueService.Partitions;
using QueueService.Partitions.Machine;
using QueueService.Partitions.Metering;
using QueueService.Queues.Catalog;
using QueueService.Queues.History;
using QueueService.Queues.Maintenance;
using QueueService.Queues.Messages;
using QueueService.Queues.Metering;
using QueueService.Queues.Named;
using QueueService.Queues.Peek;
using QueueService.Queues.Redrive;
using QueueService.Replication;
using QueueService.Replication.Loop;
using QueueService.Storage;

namespace QueueService.Queues;

/// <summary>
/// The facade of the core: what every ingress (REST, SQS, MQTT, portal) calls. Refusals are
/// <see cref="BrokerException"/>; when one is thrown nothing was changed, except after <c>OutcomeUnknown</c>. So it is
/// with <see cref="StorageUnavailableException"/> and <see cref="StorageUnavailableException.IsOutcomeUnknown"/>.
/// </summary>
public sealed partial class Broker : IAsyncDisposable
{
    private readonly IStore _store;
    private readonly TimeProvider _time;
    private readonly QueueCatalog _catalog;
    private readonly QueueLifecycle _lifecycle;
    private readonly QueueListing _listing;
    private readonly PartitionRegistry _partitions;
    private readonly FeatureWatch _features;
    private readonly ReceiptHandles _handles;
    private readonly MessageViews _views;
    private readonly Peeker _peeker;
    private readonly MessageSearch _search;
    private readonly MessageFinder _finder;
    private readonly MessageEditor _editor;
    private readonly RedriveWork _redriveWork;
    private readonly Redrives _redrives;
    private readonly AuditTrail _audit;
    private readonly AuditReader _auditReader;
    private readonly HistoryWriter _history;
    private readonly HistoryReader _historyReader;
    private readonly Housekeeping _housekeeping;
    private readonly Maintainer _maintainer;
    private readonly QueueMeter _meter;
    private readonly HeldTotals _held;
    private readonly int _preference;

    private Broker(
        IStore store,
        TimeProvider time,
        RandomSource random,
        ILogger logger,
        MemoryLimits memory,
        FeatureWatch features,
        ReceiptHandles handles)
    {
        Meters.Create();
        _store = store;
        _time = time;
        HasPeers = store.HasOtherWriters;
        _features = features;
        _handles = handles;
        _views = new MessageViews(handles);
        _catalog = new QueueCatalog(store.Documents, features.Gate);
        PartitionWiring wiring = new(store, time, random, logger, _catalog, memory, features.Gate);
        _partitions = wiring.Partitions;
        _finder = new MessageFinder(_partitions);
        _editor = new MessageEditor(_finder, _catalog, _partitions);
        _lifecycle = new QueueLifecycle(
            _catalog,
            new QueueCensus(_catalog, memory, store.HasOtherWriters, time),
            _partitions,
            store,
            time,
            random);
        _peeker = new Peeker(_partitions, _views);
        _search = new MessageSearch(_partitions, _views, time);
        CountsLook look = new(wiring.Occupied, _partitions, store, time);
        _listing = new QueueListing(_catalog, _partitions, look, time);
        RedriveStore redrives = new(store.Documents, logger);
        RedriveStep step = new(_catalog, _partitions, _views, store, time);
        _redriveWork = new RedriveWork(new RedriveRunner(redrives, step, random.NextUInt128() | 1, time), time, logger);
        RedriveNotice? notice = HasPeers ? new RedriveNotice(store.Documents) : null;
        _redrives = new Redrives(redrives, notice, _redriveWork, _catalog, _partitions, time);
        _housekeeping = new Housekeeping(_partitions, wiring, features, _redrives, memory, time, logger);
        _maintainer = new Maintainer(wiring, _catalog, store, features, _housekeeping, _redrives, time, logger);
        _audit = new AuditTrail(store.Documents, random.NextUInt64(), time, logger);
        _auditReader = new AuditReader(store.Documents, logger);
        HistoryStore history = new(store.Blobs, random.NextUInt64(), logger);
        _history = new HistoryWriter(history);
        _historyReader = new HistoryReader(history, time);
        _meter = wiring.Meter;
        _held = wiring.Held;
        Parts = new BrokerParts(
            store,
            new PartitionServices(store, time, random, logger) { Memory = memory, Features = features.Gate },
            wiring.Cache)
        {
            Catalog = _catalog,
            Partitions = _partitions,
            Lifecycle = _lifecycle,
            Listing = _listing,
            Housekeeping = _housekeeping,
            Wiring = wiring,
        };
        _preference = (int)(random.NextUInt64() % int.MaxValue);
    }

    /// <summary>What the other facades share with this one.</summary>
    internal BrokerParts Parts { get; }

    /// <summary>What all partitions hold; tests play the partitions of others.</summary>
    internal HeldTotals Held => _held;

    /// <summary>False if no other process can serve these queues.</summary>
    public bool HasPeers { get; }

    /// <summary>
    /// Opens the service on a store that was initialised, and takes up what an earlier process left unfinished.
    /// </summary>
    /// <param name="name">What people know this instance by, where there are several; may be empty.</param>
    /// <exception cref="StorageUnavailableException">The store does not answer; try again later.</exception>
    /// <exception cref="NewerFormatException">This program is too old for what the store holds.</exception>
    public static Task<Broker> OpenAsync(
        IStore store,
        TimeProvider time,
        RandomSource random,
        ILogger logger,
        MemoryLimits memory,
        CancellationToken cancellationToken,
        string name = "") =>
        OpenAsync(store, time, random, logger, memory, name, FeatureLevel.Newest, cancellationToken);

    /// <param name="newest">The highest feature level that this broker may read: tests play an older program.</param>
    internal static async Task<Broker> OpenAsync(
        IStore store,
        TimeProvider time,
        RandomSource random,
        ILogger logger,
        MemoryLimits memory,
        string name,
        FeatureLevel newest,
        CancellationToken cancellationToken)
    {
        FeatureWatch features = await FeatureWatch.StartAsync(
            store, name, newest, random, time, logger, cancellationToken);
        byte[] key = await ServiceSecret.GetOrCreateAsync(store.Documents, random, cancellationToken);
        Broker broker = new(store, time, random, logger, memory, features, new ReceiptHandles(key));
        try
        {
            await broker._housekeeping.ResumeMovesAsync(cancellationToken);
            await broker._redrives.ResumeStalledAsync(cancellationToken);
            broker._housekeeping.Start();
            return broker;
        }
        catch
        {
            // Partitions may be open, and messages on the move; whoever tries again opens another broker.
            await broker.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Does what is due in queues that no process may have open: goes on with moves and redrives that were interrupted,
    /// takes out what has expired, and answers how much the queues with messages hold; where another process is at
    /// work, that may be as of one commit ago. To be called once a minute; can be repeated and can run on several
    /// instances at once. Costs three storage calls (where there may be several instances: five) and one for each
    /// partition with messages, whoever uses them. A
    /// partition at rest in which a message expires or comes out of hiding, or whose last process died, is opened once
    /// for that.
    /// </summary>
    /// <exception cref="StorageUnavailableException">The store does not answer; call again later.</exception>
    /// <exception cref="NewerFormatException">This program is too old for what the store holds.</exception>
    public Task<IReadOnlyList<QueueSample>> MaintainAsync(CancellationToken cancellationToken) =>
        _maintainer.RunAsync(cancellationToken);

    /// <summary>What this process has done with the messages of each queue that it has served.</summary>
    public IReadOnlyList<KeyValuePair<QueueName, QueueCounters>> ReadCounters() =>
        _meter.Read(_partitions.Open.Select(partition => partition.Id));

    /// <summary>
    /// Answers all receives that wait with what there is, and lets none wait from now on: the process is about to end.
    /// </summary>
    public void EndWaits() => _partitions.EndWaits();

    /// <summary>
    /// Ends every part, whatever becomes of the others: what is under way is finished, and what is asked after that is
    /// refused as <c>StorageUnavailable</c>.
    /// </summary>
    /// <exception cref="AggregateException">Parts have ended by a fault; all others have ended, too.</exception>
    public async ValueTask DisposeAsync()
    {
        EndWaits();
        List<Exception> faults = [];
        await EndAsync(_redriveWork, faults);
        await EndAsync(_audit, faults);

        // A step of a redrive that waited for its move has noted how far it came; no other move need be finished here.
        _partitions.EndMoves();
        await EndAsync(_housekeeping, faults);
        await EndAsync(_partitions, faults);
        await EndAsync(_features, faults);
        _handles.Dispose();
        if (faults.Count > 0)
            throw new AggregateException("Parts of the service have ended by a fault.", faults);
    }

    private static async ValueTask EndAsync(IAsyncDisposable part, List<Exception> faults)
    {
        try
        {
            await part.DisposeAsync();
        }
#pragma warning disable CA1031 // Told once all parts have ended.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            faults.Add(fault);
        }
    }

    private static async Task<T> UnlessDeletedAsync<T>(QueueName name, Task<T> action)
    {
        try
        {
            return await action;
        }
        catch (PartitionClosedException)
        {
            throw BrokerException.QueueNotFound(name);
        }
        catch (StorageCorruptException damage)
        {
            throw BrokerException.QueueDamaged(name, damage);
        }
    }

    /// <summary>
    /// Does something with a queue; looks it up once more if it turns out to have been deleted, since it may have been
    /// created again.
    /// </summary>
    private async Task<T> WithQueueAsync<T>(
        QueueName name, Func<QueueRecord, Task<T>> action, CancellationToken cancellationToken)
    {
        QueueRecord record = await _catalog.GetAsync(name, cancellationToken);
        try
        {
            if (record.Next is not null)
                record = await _lifecycle.FinishUpdateAsync(name, cancellationToken);
            return await action(Current(record));
        }
        catch (StorageCorruptException damage)
        {
            throw BrokerException.QueueDamaged(name, damage);
        }
        catch (PartitionClosedException)
        {
            _catalog.Forget(record);
            foreach (PartitionId partition in record.Partitions)
                _partitions.Discard(partition);
        }

        QueueRecord again = await _catalog.GetAsync(name, cancellationToken);
        try
        {
            return await action(again);
        }
        catch (PartitionClosedException)
        {
            throw await _catalog.ExplainAsync(again, cancellationToken);
        }
        catch (StorageCorruptException damage)
        {
            throw BrokerException.QueueDamaged(name, damage);
        }
    }

    /// <summary>
    /// The settings as the first partition has seen them last, should they have been changed elsewhere.
    /// </summary>
    private QueueRecord Current(QueueRecord record) =>
        _partitions.Find(record.Partition(0))?.Settings is { } settings && settings != record.Settings
            ? record with { Settings = settings }
            : record;
}
