namespace QueueService.Partitions.Loop;

/// <summary>What became of a commit after every doubt that could be settled was settled.</summary>
internal enum CommitStatus
{
    Committed = 1,

    /// <summary>Another process was first; nothing of this commit was or will be stored.</summary>
    Lost,

    /// <summary>The store refused; nothing was stored.</summary>
    Refused,

    /// <summary>It could not be found out in time.</summary>
    Unknown,
}
