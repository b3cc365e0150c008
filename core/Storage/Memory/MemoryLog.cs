using System.Runtime.CompilerServices;

namespace QueueService.Storage.Memory;

internal sealed class MemoryLog(
    MemoryDisk disk, MemoryGate gate, StorageMeter meter, MemoryStoreOptions options, PartitionId partition)
    : ICommitLog
{
    private readonly string _target = partition.ToString();

    public ValueTask<LogHead> ReadHeadAsync(CancellationToken cancellationToken) =>
        gate.CallAsync(StorageOperation.ReadHead, _target, ReadHead, cancellationToken);

    public async ValueTask<AppendOutcome> AppendAsync(LogHead expected, NewFrame frame)
    {
        AppendArguments.Check(expected, frame);
        var answer = await gate.TryAsync(StorageOperation.Append, _target, () => Append(expected, frame));
        return answer.Fault switch
        {
            StorageFault.None => answer.Value!,
            StorageFault.Throttled => new AppendOutcome(AppendStatus.Throttled),
            StorageFault.Full => AppendOutcome.Full,
            _ => AppendOutcome.Unknown,
        };
    }

    public async IAsyncEnumerable<LogFrame> ReadAsync(
        FrameNumber first, FrameNumber last, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var next = first; next <= last;)
        {
            var page = await gate.CallAsync(
                StorageOperation.ReadFrames, _target, () => ReadPage(next, last), cancellationToken);
            foreach (var frame in page)
                yield return frame;
            if (page.Count < options.FramesPerPage)
                yield break;
            next = page[^1].Number.Next;
        }
    }

    public ValueTask<LogFrame?> ReadFrameAsync(FrameNumber number, CancellationToken cancellationToken) =>
        gate.CallAsync(StorageOperation.ReadFrame, _target, () => ReadFrame(number), cancellationToken);

    public async ValueTask TrimAsync(
        FrameNumber last, IReadOnlyList<FrameRange> keep, CancellationToken cancellationToken) =>
        await gate.CallAsync(StorageOperation.Trim, _target, () => Trim(last, keep), cancellationToken);

    public async ValueTask DeleteAsync(CancellationToken cancellationToken) =>
        await gate.CallAsync(StorageOperation.DeleteLog, _target, Delete, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private LogHead ReadHead()
    {
        lock (disk.Sync)
        {
            var head = disk.Logs.TryGetValue(partition, out var log) ? log.Head : LogHead.Empty;
            meter.Transaction(bytesRead: head.Note.Length);
            return head;
        }
    }

    private AppendOutcome Append(LogHead expected, NewFrame frame)
    {
        lock (disk.Sync)
        {
            var known = disk.Logs.TryGetValue(partition, out var log);
            log ??= new MemoryLogData();
            meter.Transaction(bytesWritten: frame.Events.Length + frame.Payload.Length + frame.Note.Length);
            if (!string.Equals(log.Head.Version, expected.Version, StringComparison.Ordinal))
                return AppendOutcome.Conflict;
            log.Append(frame, disk.NextVersion());
            if (!known)
                disk.Logs.Add(partition, log);
            return AppendOutcome.Committed(log.Head);
        }
    }

    private List<LogFrame> ReadPage(FrameNumber first, FrameNumber last)
    {
        lock (disk.Sync)
        {
            if (!disk.Logs.TryGetValue(partition, out var log))
                return [];
            var page = log.From(first, options.FramesPerPage).FindAll(frame => frame.Number <= last)
                .ConvertAll(WithoutLargePayload);
            meter.Transaction(bytesRead: page.Sum(frame => frame.Events.Length + (long)(frame.Payload?.Length ?? 0)));
            return page;
        }
    }

    private LogFrame WithoutLargePayload(LogFrame frame) =>
        frame.Events.Length + frame.Payload!.Value.Length <= options.InlineFrameBytes
            ? frame
            : frame with { Payload = null };

    private LogFrame? ReadFrame(FrameNumber number)
    {
        lock (disk.Sync)
        {
            var frame = disk.Logs.TryGetValue(partition, out var log) ? log.Find(number) : null;
            meter.Transaction(bytesRead: (frame?.Events.Length ?? 0) + (frame?.Payload?.Length ?? 0));
            return frame;
        }
    }

    private bool Trim(FrameNumber last, IReadOnlyList<FrameRange> keep)
    {
        lock (disk.Sync)
        {
            meter.Transaction();
            if (disk.Logs.TryGetValue(partition, out var log))
                log.Trim(last, keep);
            return true;
        }
    }

    private bool Delete()
    {
        lock (disk.Sync)
        {
            meter.Transaction();
            return disk.Logs.Remove(partition);
        }
    }
}
