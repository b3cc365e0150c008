using QueueService.Storage;

namespace QueueService.Partitions.Contents;

/// <summary>Finds the contents of frames, in memory or in the log.</summary>
internal sealed class FrameReader(PartitionId partition, ICommitLog log, FrameCache cache)
{
    /// <summary>The contents of a frame; null if it was trimmed because nothing needs it any more.</summary>
    public ValueTask<FrameContents?> ReadAsync(FrameNumber frame, CancellationToken cancellationToken) =>
        cache.Find(partition, frame) is { } contents ? new(contents) : FetchAsync(frame, cancellationToken);

    public void Remember(FrameNumber frame, FrameContents contents) => cache.Add(partition, frame, contents);

    public void Forget() => cache.Forget(partition);

    private async ValueTask<FrameContents?> FetchAsync(FrameNumber frame, CancellationToken cancellationToken)
    {
        LogFrame? stored = await log.ReadFrameAsync(frame, cancellationToken);
        if (stored is null)
            return null;
        FrameContents contents = FrameContents.Read(partition, stored);
        cache.Add(partition, frame, contents);
        return contents;
    }
}
