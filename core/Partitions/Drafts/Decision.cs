namespace QueueService.Partitions.Drafts;

/// <summary>What a command made of a draft.</summary>
internal enum Decision
{
    /// <summary>The reply is ready and may go out once the draft is durable.</summary>
    Done = 1,

    /// <summary>There is nothing for it yet; decide it again when something has changed.</summary>
    Wait,

    /// <summary>
    /// Another command of this draft came first to the same message; decide it again in the next cycle.
    /// </summary>
    Defer,

    /// <summary>More unread messages must be loaded first; nothing was decided.</summary>
    Load,

    /// <summary>The dead-letter queue must be looked up first; nothing was decided.</summary>
    FindDeadLetter,

    /// <summary>
    /// Something must have happened that the state does not know of; the log must be followed to its end first.
    /// </summary>
    Follow,
}
