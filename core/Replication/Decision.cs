namespace QueueService.Replication;

/// <summary>What a command made of a draft.</summary>
internal enum Decision
{
    /// <summary>The reply is ready and may go out once the draft is durable.</summary>
    Done = 1,

    /// <summary>There is nothing for it yet; decide it again when something has changed.</summary>
    Wait,

    /// <summary>
    /// Decide it again in the next cycle: another command of this draft came first to the same thing, or the frame
    /// has no room for the rest. What the command has added to the draft stays.
    /// </summary>
    Defer,

    /// <summary>
    /// Something must be fetched first, such as what the state does not keep in memory. Nothing was decided. It is
    /// fetched beside the loop, which goes on with other commands meanwhile.
    /// </summary>
    Prepare,

    /// <summary>
    /// Something must have happened that the state does not know of; the log must be followed to its end first.
    /// </summary>
    Follow,
}
