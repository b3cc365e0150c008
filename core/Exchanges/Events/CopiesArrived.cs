using QueueService.Storage;
using QueueService.Transfers;

namespace QueueService.Exchanges.Events;

/// <summary>
/// The destination has taken the copies up to <paramref name="Last"/>, or was deleted and needs them no more.
/// </summary>
internal sealed record CopiesArrived(PartitionId Destination, TransferNumber Last)
    : ExchangeEvent(ExchangeEventKind.TransferFinished);
