namespace QueueService.Partitions.State;

/// <summary>
/// What last kept a message from being received. A hold ends by itself at <see cref="MessageEntry.VisibleAt"/>,
/// unless it says otherwise.
/// </summary>
internal enum Hold : byte
{
    None = 0,
    Delayed = 1,
    InFlight = 2,

    /// <summary>On its way to another partition: ends only when the transfer ends.</summary>
    Leaving = 3,

    /// <summary>A dead letter that waits for its way: ends only when it sets out.</summary>
    Held = 4,
}
