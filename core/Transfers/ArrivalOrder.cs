namespace QueueService.Transfers;

/// <summary>How transfers that arrive compare with those that were taken before.</summary>
internal enum ArrivalOrder
{
    /// <summary>They follow the last one, or overlap with it.</summary>
    Next = 1,

    /// <summary>All were taken before; they are passed over.</summary>
    Taken,

    /// <summary>Some before them have not been taken here, as far as is known: the log must have moved on.</summary>
    Ahead,

    /// <summary>
    /// It cannot be told: the source is not known here, and may have been forgotten since it was looked at.
    /// </summary>
    Forgotten,
}
