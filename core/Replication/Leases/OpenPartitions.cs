using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using QueueService.Storage;

namespace QueueService.Replication.Leases;

/// <summary>
/// The partitions of one kind that are open in this process. Whoever uses one holds a lease on it. A partition has one
/// loop at a time: the next is opened only after the last has ended, since a store with a single writer shows the end
/// of a log only to the loop that writes there. Thread-safe. A kind derives its own, to send its commands.
/// </summary>
/// <param name="open">Opens a partition; called for one at a time.</param>
internal abstract class OpenPartitions<TPartition>(Func<PartitionId, TPartition> open, ILogger logger)
    : IAsyncDisposable
    where TPartition : Partition
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<PartitionId, OpenPartition> _open = new();
    private volatile bool _isClosed;
    private volatile bool _mayWait = true;

    public IEnumerable<TPartition> Open => _open.Values.Select(open => (TPartition)open.Partition);

    /// <summary>False once <see cref="EndWaits"/> was called.</summary>
    public bool MayWait => _mayWait;

    /// <summary>Lends the partition, opened now if it is not open.</summary>
    /// <exception cref="BrokerException"><c>StorageUnavailable</c>: the service is shutting down.</exception>
    public ValueTask<PartitionLease<TPartition>> LeaseAsync(PartitionId id) =>
        TryLease(id, out PartitionLease<TPartition> lease) ? new(lease) : OpenAsync(id);

    /// <summary>Lends the partition if it is open; opens nothing.</summary>
    public bool TryLease(PartitionId id, out PartitionLease<TPartition> lease)
    {
        lease = default;
        if (_isClosed || !_open.TryGetValue(id, out OpenPartition? partition) || !partition.TryLend())
            return false;
        lease = new PartitionLease<TPartition>(partition);
        return true;
    }

    /// <summary>The partition, if it is open. Who has no lease on it only looks.</summary>
    public TPartition? Find(PartitionId id) => (TPartition?)_open.GetValueOrDefault(id)?.Partition;

    /// <summary>
    /// Closes a partition for good that is deleted: those who wait there are told so. Ends when it is closed, which its
    /// last user decides.
    /// </summary>
    public async Task CloseAsync(PartitionId id)
    {
        if (!_open.TryGetValue(id, out OpenPartition? partition))
            return;
        partition.Partition.Loop.Wake();
        partition.CloseWhenUnused();
        await partition.Ended;
    }

    /// <summary>
    /// Closes the partition in this process once nobody uses it, and does not wait for that; what is stored stays.
    /// </summary>
    public void Discard(PartitionId id)
    {
        if (_open.TryGetValue(id, out OpenPartition? partition))
            partition.CloseWhenUnused();
    }

    /// <summary>The same, unless somebody uses it now.</summary>
    public void DiscardIfUnused(PartitionId id)
    {
        if (_open.TryGetValue(id, out OpenPartition? partition))
            partition.CloseIfUnused();
    }

    /// <summary>Answers all commands that wait with what there is; from now on none waits.</summary>
    public void EndWaits()
    {
        _mayWait = false;
        foreach (OpenPartition partition in _open.Values)
            partition.Partition.Loop.EndWaits();
    }

    /// <summary>Opens nothing any more, and ends when the last user has returned what is open.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        lock (_gate)
            _isClosed = true;
        EndWaits();
        OpenPartition[] all = [.. _open.Values];
        foreach (OpenPartition partition in all)
            partition.CloseWhenUnused();
        foreach (OpenPartition partition in all)
            await partition.Ended;
    }

    /// <summary>Sends a command of this kind, to a partition that is opened if it is not open.</summary>
    protected Task<TReply> PostAsync<TReply>(PartitionId id, Command<TReply> command) =>
        TryLease(id, out PartitionLease<TPartition> lease) ? lease.LendToAsync(command) : OpenAndPostAsync(id, command);

    /// <summary>The same without making the partition count as used.</summary>
    protected async Task<TReply> PostQuietlyAsync<TReply>(PartitionId id, Command<TReply> command)
    {
        using PartitionLease<TPartition> lease = await LeaseAsync(id);
        return await lease.Partition.Loop.SendQuietlyAsync(command);
    }

    private async Task<TReply> OpenAndPostAsync<TReply>(PartitionId id, Command<TReply> command)
    {
        PartitionLease<TPartition> lease = await OpenAsync(id);
        return await lease.LendToAsync(command);
    }

    private async ValueTask<PartitionLease<TPartition>> OpenAsync(PartitionId id)
    {
        while (true)
        {
            OpenPartition partition = FindOrOpen(id);
            if (partition.TryLend())
                return new PartitionLease<TPartition>(partition);
            await partition.Ended;
        }
    }

    private OpenPartition FindOrOpen(PartitionId id)
    {
        lock (_gate)
        {
            if (_isClosed)
                throw BrokerException.ShuttingDown();
            if (_open.TryGetValue(id, out OpenPartition? known))
                return known;
            OpenPartition opened = new(open(id), Forget, logger);
            _open[id] = opened;
            if (!_mayWait)
                opened.Partition.Loop.EndWaits();
            return opened;
        }
    }

    private void Forget(OpenPartition ended) => _open.TryRemove(KeyValuePair.Create(ended.Partition.Id, ended));
}
