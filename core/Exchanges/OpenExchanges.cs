using System.Diagnostics.CodeAnalysis;
using QueueService.Exchanges.Commands;
using QueueService.Exchanges.Machine;
using QueueService.Exchanges.Moves;
using QueueService.Partitions;
using QueueService.Replication.Leases;
using QueueService.Replication.Loop;
using QueueService.Storage;
using QueueService.Transfers;

namespace QueueService.Exchanges;

/// <summary>The exchanges that are open in this process, and what is moved from them to queues.</summary>
internal sealed class OpenExchanges : OpenPartitions<ExchangePartition>
{
    private readonly TransferMover _mover;

    /// <param name="services">What exchanges need.</param>
    /// <param name="queues">The queues that copies go to.</param>
    public OpenExchanges(ExchangeServices services, PartitionRegistry queues)
        : base(id => new ExchangePartition(id, services), services.Engine.Logger) =>
        _mover = new TransferMover(new CopyRoutes(this, queues));

    /// <inheritdoc cref="PartitionLoop.SendAsync"/>
    public Task<TReply> SendAsync<TReply>(PartitionId id, ExchangeCommand<TReply> command) => PostAsync(id, command);

    /// <summary>Counts messages that were published without a commit of the exchange.</summary>
    public void Count(PartitionId exchange, long published, long unroutable) =>
        Find(exchange)?.Tally.Add(published, unroutable);

    /// <inheritdoc cref="TransferMover.MoveAsync"/>
    public Task<bool> MoveAsync(PartitionId source) => _mover.MoveAsync(source);

    /// <inheritdoc cref="TransferMover.TryMove"/>
    public bool TryMove(PartitionId source, [NotNullWhen(true)] out Task<bool>? move) =>
        _mover.TryMove(source, out move);

    /// <inheritdoc cref="TransferMover.Stop"/>
    public void EndMoves() => _mover.Stop();

    public override async ValueTask DisposeAsync()
    {
        await _mover.DisposeAsync();
        await base.DisposeAsync();
    }
}
