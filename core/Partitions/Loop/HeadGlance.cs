using QueueService.Storage;

namespace QueueService.Partitions.Loop;

/// <summary>A look at a partition that nobody has open here: one read, no replay.</summary>
internal static class HeadGlance
{
    /// <summary>What stands beside the head of its log; null if there is no log.</summary>
    public static async Task<HeadNote?> ReadAsync(
        IStore store, PartitionId partition, CancellationToken cancellationToken)
    {
        await using ICommitLog log = store.OpenLog(partition);
        LogHead head = await log.GlanceAsync(cancellationToken);
        return head.Last == FrameNumber.None ? null : HeadNote.Decode(head.Note.Span);
    }
}
