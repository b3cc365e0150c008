namespace QueueService.Exchanges.Events;

/// <summary>
/// The byte that begins each event. Values are part of the stored format: never reused, 0 is refused.
/// </summary>
internal enum ExchangeEventKind : byte
{
    Configured = 1,
    Closed = 2,
    Bound = 3,
    Unbound = 4,
    Published = 5,
    TransferFinished = 6,
    Counted = 7,
}
