using QueueService.Storage;

namespace QueueService.Replication.Contents;

/// <summary>Finds the contents of frames of one partition, in memory or in the log. Thread-safe.</summary>
/// <param name="decode">
/// Makes the contents of a frame that was read with its payload; throws <see cref="StorageCorruptException"/> if it
/// cannot be what was written.
/// </param>
internal sealed class FrameReader<TContents>(
    PartitionId partition, ICommitLog log, FrameCache cache, Func<LogFrame, TContents> decode)
    where TContents : CachedFrame
{
    private readonly Dictionary<FrameNumber, Task<TContents?>> _reads = [];

    /// <summary>The contents of a frame; null if it was trimmed because nothing needs it any more.</summary>
    public ValueTask<TContents?> ReadAsync(FrameNumber frame, CancellationToken cancellationToken) =>
        Find(frame) is { } contents ? new(contents) : FetchAsync(frame, cancellationToken);

    /// <summary>The contents of a frame, if they are in memory.</summary>
    public TContents? Find(FrameNumber frame) => (TContents?)cache.Find(partition, frame);

    /// <summary>The contents of a frame that was read with its payload, which are not kept in memory.</summary>
    public TContents Decode(LogFrame stored) => decode(stored);

    /// <summary>The same, and keeps them in memory.</summary>
    public TContents Keep(LogFrame stored)
    {
        TContents contents = decode(stored);
        cache.Add(partition, stored.Number, contents);
        return contents;
    }

    /// <summary>Keeps the contents of a frame in memory that was just committed.</summary>
    public void Keep(FrameNumber frame, TContents contents) => cache.Add(partition, frame, contents);

    /// <summary>Gives the memory of the partition back.</summary>
    public void Forget() => cache.Forget(partition);

    /// <summary>
    /// What is decided in one turn has contents of the same frames: each frame is read once for all that want it.
    /// </summary>
    private async ValueTask<TContents?> FetchAsync(FrameNumber frame, CancellationToken cancellationToken)
    {
        Task<TContents?>? read;
        lock (_reads)
        {
            if (!_reads.TryGetValue(frame, out read))
            {
                if (Find(frame) is { } contents)
                    return contents;
                read = ReadOnceAsync(frame);
                if (!read.IsCompleted)
                    _reads.Add(frame, read);
            }
        }

        return await read.WaitAsync(cancellationToken);
    }

    private async Task<TContents?> ReadOnceAsync(FrameNumber frame)
    {
        try
        {
            return await log.ReadFrameAsync(frame, CancellationToken.None) is { } stored ? Keep(stored) : null;
        }
        finally
        {
            lock (_reads)
                _reads.Remove(frame);
        }
    }
}
