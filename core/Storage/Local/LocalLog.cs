using System.Runtime.CompilerServices;

namespace QueueService.Storage.Local;

/// <summary>
/// A handle of the log of a partition: takes turns and moves the blocking work to the storage threads.
/// </summary>
internal sealed class LocalLog(PartitionLog log, StorageThreads threads, Action<PartitionLog> release) : ICommitLog
{
    private bool _isDisposed;

    public ValueTask<LogHead> ReadHeadAsync(CancellationToken cancellationToken) => log.KnownHead is { } head
        ? new ValueTask<LogHead>(head)
        : RunAsync(log.Open, cancellationToken);

    public ValueTask<LogHead> GlanceAsync(CancellationToken cancellationToken) => log.KnownHead is { } head
        ? new ValueTask<LogHead>(head)
        : RunAsync(log.Glance, cancellationToken);

    public ValueTask<AppendOutcome> AppendAsync(LogHead expected, NewFrame frame)
    {
        AppendArguments.Check(expected, frame);
        return RunAsync(threads.RunAndStayAsync, () => log.Append(expected, frame), CancellationToken.None);
    }

    public async IAsyncEnumerable<LogFrame> ReadAsync(
        FrameNumber first, FrameNumber last, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var next = first; next <= last;)
        {
            var from = next;
            var batch = await RunAsync(() => log.ReadBatch(from, last), cancellationToken);
            if (batch.Count == 0)
                yield break;
            foreach (var frame in batch)
                yield return frame;
            next = batch[^1].Number.Next;
        }
    }

    /// <summary>Reads at once on the thread of the caller: one record, nearly always in the page cache.</summary>
    public async ValueTask<LogFrame?> ReadFrameAsync(FrameNumber number, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            LogFrame? frame;
            while (!log.TryRead(number, out frame))
                await RunAsync(() => log.Prepare(number), cancellationToken);
            return frame;
        }
        catch (IOException error)
        {
            throw IoErrors.Unavailable(log.Folder, error);
        }
    }

    public async ValueTask TrimAsync(
        FrameNumber last, IReadOnlyList<FrameRange> keep, CancellationToken cancellationToken) =>
        await RunAsync(() => log.Trim(last, keep), cancellationToken);

    public async ValueTask DeleteAsync(CancellationToken cancellationToken) =>
        await RunAsync(log.Delete, cancellationToken);

    public ValueTask DisposeAsync()
    {
        if (!_isDisposed)
            release(log);
        _isDisposed = true;
        return ValueTask.CompletedTask;
    }

    private ValueTask<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken) =>
        RunAsync(threads.RunAsync, work, cancellationToken);

    private async ValueTask<T> RunAsync<T>(
        Func<Func<T>, Task<T>> run, Func<T> work, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        await log.Turn.WaitAsync(cancellationToken);
        try
        {
            return await run(work);
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
