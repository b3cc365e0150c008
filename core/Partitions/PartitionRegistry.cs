using System.Diagnostics.CodeAnalysis;
using QueueService.Features;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Machine;
using QueueService.Partitions.Moves;
using QueueService.Replication.Leases;
using QueueService.Replication.Loop;
using QueueService.Storage;
using QueueService.Transfers;

namespace QueueService.Partitions;

/// <summary>The partitions of queues that are open in this process, and what is moved between them.</summary>
internal sealed class PartitionRegistry : OpenPartitions<QueuePartition>
{
    private readonly TransferMover _mover;

    public PartitionRegistry(QueueServices services)
        : base(id => new QueuePartition(id, services), services.Engine.Logger)
    {
        Features = services.Engine.Features;
        _mover = new TransferMover(new MessageRoutes(this));
    }

    /// <summary>Which formats may be written.</summary>
    public FeatureGate Features { get; }

    /// <inheritdoc cref="PartitionLoop.SendAsync"/>
    public Task<TReply> SendAsync<TReply>(PartitionId id, QueueCommand<TReply> command) => PostAsync(id, command);

    /// <inheritdoc cref="PartitionLoop.SendQuietlyAsync"/>
    public Task<TReply> SendQuietlyAsync<TReply>(PartitionId id, QueueCommand<TReply> command) =>
        PostQuietlyAsync(id, command);

    /// <summary>Asks several partitions at once; fails if one does, once all have answered.</summary>
    /// <remarks>
    /// The awaits within keep the replies, whose tasks never go on inline, from going on in <c>WhenAll</c> on the
    /// thread pool instead of on the caller's scheduler.
    /// </remarks>
    public Task<TReply[]> AskAllAsync<TReply>(
        IEnumerable<PartitionId> partitions, Func<QueueCommand<TReply>> command) =>
        Task.WhenAll(partitions.Select(async partition => await SendAsync(partition, command())));

    /// <summary>The same without making the partitions count as used.</summary>
    public Task<TReply[]> AskAllQuietlyAsync<TReply>(
        IEnumerable<PartitionId> partitions, Func<QueueCommand<TReply>> command) =>
        Task.WhenAll(partitions.Select(partition => SendQuietlyAsync(partition, command())));

    /// <inheritdoc cref="TransferMover.MoveAsync"/>
    public Task<bool> MoveLeavingAsync(PartitionId source) => _mover.MoveAsync(source);

    /// <inheritdoc cref="TransferMover.TryMove"/>
    public bool TryMoveLeaving(PartitionId source, [NotNullWhen(true)] out Task<bool>? move) =>
        _mover.TryMove(source, out move);

    /// <inheritdoc cref="TransferMover.Stop"/>
    public void EndMoves() => _mover.Stop();

    public override async ValueTask DisposeAsync()
    {
        await _mover.DisposeAsync();
        await base.DisposeAsync();
    }
}
