namespace QueueService.Queues.Peek;

/// <summary>By what messages that were found are counted together.</summary>
public enum GroupBy
{
    /// <summary>Why they became dead letters.</summary>
    Reason = 1,

    /// <summary>What was said of them when they did.</summary>
    Detail,

    /// <summary>The queue that they came from as dead letters.</summary>
    SourceQueue,

    GroupId,
}
