namespace QueueService.Storage;

/// <summary>What became of an append.</summary>
public enum AppendStatus
{
    /// <summary>The frame is durable and is the end of the log.</summary>
    Committed = 1,

    /// <summary>The log does not end at the expected head. Nothing of this call was stored.</summary>
    Conflict,

    /// <summary>The answer was lost: the frame may be stored, may be stored later, or may never be.</summary>
    Unknown,

    /// <summary>The store refused for now; nothing was stored.</summary>
    Throttled,

    /// <summary>The store has no space left; nothing was stored and the log still ends at the expected head.</summary>
    Full,
}
