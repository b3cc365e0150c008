using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using QueueService.Features;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Loop;
using QueueService.Partitions.Moves;
using QueueService.Queues;
using QueueService.Queues.Settings;
using QueueService.Storage;

namespace QueueService.Partitions;

/// <summary>
/// The partitions that are open in this process. Whoever uses one holds a lease on it. A partition has one loop at a
/// time: the next is opened only after the last has ended, since a store with a single writer shows the end of a log
/// only to the loop that writes there. Thread-safe.
/// </summary>
internal sealed class PartitionRegistry : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<PartitionId, OpenPartition> _open = new();
    private readonly PartitionServices _services;
    private readonly TransferMover _mover;
    private volatile bool _isClosed;
    private volatile bool _mayWait = true;

    public PartitionRegistry(PartitionServices services)
    {
        _services = services;
        _mover = new TransferMover(this);
    }

    public IEnumerable<PartitionLoop> Open => _open.Values.Select(open => open.Loop);

    /// <summary>Which formats may be written.</summary>
    public FeatureGate Features => _services.Features;

    /// <summary>False once <see cref="EndWaits"/> was called.</summary>
    public bool MayWait => _mayWait;

    /// <summary>Lends the partition, opened now if it is not open.</summary>
    /// <exception cref="BrokerException"><c>StorageUnavailable</c>: the service is shutting down.</exception>
    public ValueTask<PartitionLease> LeaseAsync(PartitionId id) =>
        TryLease(id, out PartitionLease lease) ? new(lease) : OpenAsync(id);

    /// <summary>Lends the partition if it is open; opens nothing.</summary>
    public bool TryLease(PartitionId id, out PartitionLease lease)
    {
        lease = default;
        return !_isClosed && _open.TryGetValue(id, out OpenPartition? open) && open.TryLend(out lease);
    }

    /// <summary>The settings as the partition has seen them last; null if it is not open.</summary>
    public QueueSettings? FindSettings(PartitionId id) => _open.GetValueOrDefault(id)?.Loop.Settings;

    /// <inheritdoc cref="PartitionLoop.SendAsync"/>
    public Task<TReply> SendAsync<TReply>(PartitionId id, PartitionCommand<TReply> command) =>
        TryLease(id, out PartitionLease lease) ? lease.LendToAsync(command) : OpenAndSendAsync(id, command);

    /// <inheritdoc cref="PartitionLoop.SendQuietlyAsync"/>
    public async Task<TReply> SendQuietlyAsync<TReply>(PartitionId id, PartitionCommand<TReply> command)
    {
        using PartitionLease lease = await LeaseAsync(id);
        return await lease.Loop.SendQuietlyAsync(command);
    }

    /// <summary>Asks several partitions at once; fails if one does, once all have answered.</summary>
    /// <remarks>
    /// The awaits within keep the replies, whose tasks never go on inline, from going on in <c>WhenAll</c> on the
    /// thread pool instead of on the caller's scheduler.
    /// </remarks>
    public Task<TReply[]> AskAllAsync<TReply>(
        IEnumerable<PartitionId> partitions, Func<PartitionCommand<TReply>> command) =>
        Task.WhenAll(partitions.Select(async partition => await SendAsync(partition, command())));

    /// <summary>The same without making the partitions count as used.</summary>
    public Task<TReply[]> AskAllQuietlyAsync<TReply>(
        IEnumerable<PartitionId> partitions, Func<PartitionCommand<TReply>> command) =>
        Task.WhenAll(partitions.Select(partition => SendQuietlyAsync(partition, command())));

    /// <summary>
    /// Closes a partition for good whose queue is deleted: those who wait there are told so. Ends when it is closed,
    /// which its last user decides.
    /// </summary>
    public async Task CloseAsync(PartitionId id)
    {
        if (!_open.TryGetValue(id, out OpenPartition? open))
            return;
        open.Loop.Wake();
        open.CloseWhenUnused();
        await open.Ended;
    }

    /// <summary>
    /// Closes the partition in this process once nobody uses it, and does not wait for that; what is stored stays.
    /// </summary>
    public void Discard(PartitionId id)
    {
        if (_open.TryGetValue(id, out OpenPartition? open))
            open.CloseWhenUnused();
    }

    /// <summary>The same, unless somebody uses it now.</summary>
    public void DiscardIfUnused(PartitionId id)
    {
        if (_open.TryGetValue(id, out OpenPartition? open))
            open.CloseIfUnused();
    }

    /// <inheritdoc cref="TransferMover.MoveAsync"/>
    public Task<bool> MoveLeavingAsync(PartitionId source) => _mover.MoveAsync(source);

    /// <inheritdoc cref="TransferMover.TryMove"/>
    public bool TryMoveLeaving(PartitionId source, [NotNullWhen(true)] out Task<bool>? move) =>
        _mover.TryMove(source, out move);

    /// <inheritdoc cref="TransferMover.Stop"/>
    public void EndMoves() => _mover.Stop();

    /// <summary>Answers all receives that wait with what there is; from now on none waits.</summary>
    public void EndWaits()
    {
        _mayWait = false;
        foreach (PartitionLoop loop in Open)
            loop.EndWaits();
    }

    /// <summary>Opens nothing any more, and ends when the last user has returned what is open.</summary>
    public async ValueTask DisposeAsync()
    {
        await _mover.DisposeAsync();
        lock (_gate)
            _isClosed = true;
        EndWaits();
        OpenPartition[] all = [.. _open.Values];
        foreach (OpenPartition open in all)
            open.CloseWhenUnused();
        foreach (OpenPartition open in all)
            await open.Ended;
    }

    private async Task<TReply> OpenAndSendAsync<TReply>(PartitionId id, PartitionCommand<TReply> command)
    {
        PartitionLease lease = await OpenAsync(id);
        return await lease.LendToAsync(command);
    }

    private async ValueTask<PartitionLease> OpenAsync(PartitionId id)
    {
        while (true)
        {
            OpenPartition open = FindOrOpen(id);
            if (open.TryLend(out PartitionLease lease))
                return lease;
            await open.Ended;
        }
    }

    private OpenPartition FindOrOpen(PartitionId id)
    {
        lock (_gate)
        {
            if (_isClosed)
                throw BrokerException.ShuttingDown();
            if (_open.TryGetValue(id, out OpenPartition? open))
                return open;
            PartitionLoop loop = new(id, _services);
            open = new OpenPartition(loop, Forget, _services.Logger);
            _open[id] = open;
            if (!_mayWait)
                loop.EndWaits();
            return open;
        }
    }

    private void Forget(OpenPartition ended) => _open.TryRemove(KeyValuePair.Create(ended.Loop.Id, ended));
}
