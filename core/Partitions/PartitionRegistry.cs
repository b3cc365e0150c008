using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using QueueService.Features;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Loop;
using QueueService.Partitions.Moves;
using QueueService.Storage;

namespace QueueService.Partitions;

/// <summary>The partitions that are open in this process.</summary>
internal sealed class PartitionRegistry : IAsyncDisposable
{
    private readonly ConcurrentDictionary<PartitionId, PartitionLoop> _open = new();
    private readonly PartitionServices _services;
    private readonly TransferMover _mover;

    public PartitionRegistry(PartitionServices services)
    {
        _services = services;
        _mover = new TransferMover(this);
    }

    public IEnumerable<PartitionLoop> Open => _open.Values;

    /// <summary>Which formats may be written.</summary>
    public FeatureGate Features => _services.Features;

    /// <summary>The partition, opened now if it is not open.</summary>
    public PartitionLoop Get(PartitionId id) =>
        _open.TryGetValue(id, out PartitionLoop? loop) ? loop : _open.GetOrAdd(id, Create, _services);

    public PartitionLoop? FindOpen(PartitionId id) => _open.GetValueOrDefault(id);

    /// <summary>Asks several partitions at once; fails if one does, once all have answered.</summary>
    /// <remarks>
    /// The inner await keeps the replies, whose tasks never go on inline, from going on in <c>WhenAll</c> on the thread
    /// pool instead of on the caller's scheduler.
    /// </remarks>
    public Task<TReply[]> AskAllAsync<TReply>(
        IEnumerable<PartitionId> partitions, Func<PartitionCommand<TReply>> command) =>
        Task.WhenAll(partitions.Select(async partition => await Get(partition).SendAsync(command())));

    /// <summary>Closes the partition in this process; what is stored stays.</summary>
    public async Task RemoveAsync(PartitionId id)
    {
        if (_open.TryRemove(id, out PartitionLoop? loop))
            await loop.DisposeAsync();
    }

    /// <inheritdoc cref="TransferMover.MoveAsync"/>
    public Task<bool> MoveLeavingAsync(PartitionId source) => _mover.MoveAsync(source);

    /// <inheritdoc cref="TransferMover.TryMove"/>
    public bool TryMoveLeaving(PartitionId source, [NotNullWhen(true)] out Task<bool>? move) =>
        _mover.TryMove(source, out move);

    public async ValueTask DisposeAsync()
    {
        await _mover.DisposeAsync();
        foreach (PartitionId id in _open.Keys)
            await RemoveAsync(id);
    }

    private static PartitionLoop Create(PartitionId id, PartitionServices services) => new(id, services);
}
