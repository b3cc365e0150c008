namespace QueueService.Partitions.Messages;

/// <summary>Which messages a peek looks at.</summary>
public enum PeekState
{
    Visible = 1,
    InFlight,
    Delayed,

    /// <summary>All of these.</summary>
    All,

    /// <summary>Dead letters that an exchange leads nowhere so far.</summary>
    Held,
}
