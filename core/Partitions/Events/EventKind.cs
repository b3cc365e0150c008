namespace QueueService.Partitions.Events;

/// <summary>
/// The byte that begins each event. Values are part of the stored format: never reused, 0 is refused.
/// </summary>
internal enum EventKind : byte
{
    Configured = 1,
    Closed = 2,
    Sent = 3,
    Delivered = 4,
    Acknowledged = 5,
    Extended = 6,
    Released = 7,
    Expired = 8,
    Purged = 9,
    TransferStarted = 10,
    TransferFinished = 11,
    TransferAborted = 12,
    Arrived = 13,
    Attempted = 14,
    SourceRetired = 15,
    TransferReturned = 16,
    Replaced = 17,
    Deleted = 18,
    Remarked = 19,
    TotalsBegun = 20,
    Held = 21,
    Forwarded = 22,
    Dropped = 23,
}
