using System.Runtime.CompilerServices;

namespace QueueService.Storage.Local;

/// <summary>One handle on the log of a partition in a folder; all handles of a partition share its files.</summary>
internal sealed class LocalLog(PartitionLog log, StorageThreads threads, Action release) : ICommitLog
{
    private int _isDisposed;

    public bool HasOtherWriters => false;

    public ValueTask<LogHead> ReadHeadAsync(CancellationToken cancellationToken) =>
        log.KnownHead is { } head ? new(head) : new(InTurnAsync(log.Open));

    public async ValueTask<AppendOutcome> AppendAsync(LogHead expected, NewFrame frame)
    {
        AppendArguments.Check(expected, frame);
        return await InTurnAsync(() => log.Append(expected, frame));
    }

    public async IAsyncEnumerable<LogFrame> ReadAsync(
        FrameNumber first, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            FrameNumber next = first;
            List<LogFrame> batch = await InTurnAsync(() => log.ReadBatch(next));
            if (batch.Count == 0)
                yield break;
            foreach (LogFrame frame in batch)
                yield return frame;
            first = batch[^1].Number.Next;
        }
    }

    /// <summary>Reads on the calling thread: what is read is nearly always in the page cache, where a hand-over costs more.</summary>
    public async ValueTask<LogFrame?> ReadFrameAsync(FrameNumber number, CancellationToken cancellationToken)
    {
        FrameLocation? location;
        while (!log.TryFind(number, out location))
            await InTurnAsync(() => log.Prepare(number));
        return location is { } found ? log.Read(number, found) : null;
    }

    public async ValueTask TrimAsync(
        FrameNumber last, IReadOnlyList<FrameRange> keep, CancellationToken cancellationToken) =>
        await InTurnAsync(() => log.Trim(last, keep));

    public async ValueTask DeleteAsync(CancellationToken cancellationToken) => await InTurnAsync(log.Delete);

    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
            release();
        return ValueTask.CompletedTask;
    }

    private async Task<T> InTurnAsync<T>(Func<T> work)
    {
        await log.Turn.WaitAsync();
        try
        {
            return await threads.RunAsync(work);
        }
        catch (Exception error) when (IoErrors.IsIo(error))
        {
            throw IoErrors.Unavailable(log.Folder, error);
        }
        finally
        {
            log.Turn.Release();
        }
    }
}
