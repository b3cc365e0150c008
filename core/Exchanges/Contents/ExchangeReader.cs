using System.Collections.Concurrent;
using QueueService.Storage;

namespace QueueService.Exchanges.Contents;

/// <summary>Finds the contents of frames, in memory or in the log.</summary>
internal sealed class ExchangeReader(PartitionId exchange, ICommitLog log)
{
    /// <summary>Copies leave soon after a commit, so the last frames are those that are asked for.</summary>
    private const long CapacityBytes = 8 * 1024 * 1024;

    private readonly ConcurrentDictionary<FrameNumber, ExchangeContents> _recent = new();
    private readonly ConcurrentQueue<FrameNumber> _order = new();
    private long _bytes;

    /// <summary>The contents of a frame; null if it was trimmed because nothing needs it any more.</summary>
    public async ValueTask<ExchangeContents?> ReadAsync(FrameNumber frame)
    {
        if (_recent.TryGetValue(frame, out ExchangeContents? known))
            return known;
        if (await log.ReadFrameAsync(frame, CancellationToken.None) is not { } stored)
            return null;
        ExchangeContents contents = ExchangeContents.Read(exchange, stored);
        Remember(frame, contents);
        return contents;
    }

    public void Remember(FrameNumber frame, ExchangeContents contents)
    {
        if (!_recent.TryAdd(frame, contents))
            return;
        _order.Enqueue(frame);
        Interlocked.Add(ref _bytes, contents.Cost);
        while (Interlocked.Read(ref _bytes) > CapacityBytes
            && _order.TryDequeue(out FrameNumber oldest)
            && _recent.TryRemove(oldest, out ExchangeContents? old))
            Interlocked.Add(ref _bytes, -old.Cost);
    }

    public void Forget()
    {
        _recent.Clear();
        _order.Clear();
        Interlocked.Exchange(ref _bytes, 0);
    }
}
