using Microsoft.Extensions.Logging;
using QueueService.Exchanges;
using QueueService.Exchanges.Machine;
using QueueService.Partitions;
using QueueService.Queues;
using QueueService.Storage;

namespace QueueService.Routing;

/// <summary>
/// Gives exchanges what they need from around them: the queues, and somebody who moves what is leaving.
/// </summary>
internal sealed partial class ExchangeWiring
{
    private readonly ILogger _logger;

    public ExchangeWiring(BrokerParts parts)
    {
        _logger = parts.Engine.Logger;
        PartitionMarkers leaving = new(
            parts.Store, "publishing", TimeSpan.FromMinutes(1), parts.Engine.Time, _logger);
        Exchanges = new OpenExchanges(
            new ExchangeServices(parts.Engine, parts.Cache)
            {
                MarkLeavingAsync = state => leaving.MarkAsync(state.Id, state.Exchange.Value),
                OnLeaving = Move,
            },
            parts.Partitions);
        Care = new PartitionCare<ExchangePartition>(
            Exchanges, Exchanges.MoveAsync, leaving, parts.Engine.Memory, parts.Engine.Time, _logger);
    }

    public OpenExchanges Exchanges { get; }

    /// <summary>What is done at rest.</summary>
    public IPartitionCare Care { get; }

    private void Move(PartitionId exchange)
    {
        if (Exchanges.TryMove(exchange, out Task<bool>? move))
            _ = MoveWatch.RunAsync(_logger, exchange, move);
    }
}
