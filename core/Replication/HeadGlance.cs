using QueueService.Storage;

namespace QueueService.Replication;

/// <summary>A look at a partition that nobody has open here: one read, no replay.</summary>
internal static class HeadGlance
{
    /// <summary>The head of its log with the note beside it; null if there is no log.</summary>
    public static async Task<LogHead?> ReadAsync(
        IStore store, PartitionId partition, CancellationToken cancellationToken)
    {
        await using ICommitLog log = store.OpenLog(partition);
        LogHead head = await log.GlanceAsync(cancellationToken);
        return head.Last == FrameNumber.None ? null : head;
    }
}
