namespace QueueService.Replication.Loop;

/// <summary>What became of a commit.</summary>
internal enum CommitStatus
{
    Committed = 1,

    /// <summary>
    /// The number of the frame is taken, perhaps by this very frame: a store may append it and meet it when it is sent
    /// again on the way. A <see cref="Contest"/> tells.
    /// </summary>
    Contested,

    /// <summary>Another process was first; nothing of this commit was or will be stored.</summary>
    Lost,

    /// <summary>The store refused; nothing was stored.</summary>
    Refused,

    /// <summary>It could not be found out in time.</summary>
    Unknown,
}
