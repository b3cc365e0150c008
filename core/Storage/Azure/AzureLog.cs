using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using QueueService.Storage.Azure.Tables;

namespace QueueService.Storage.Azure;

/// <summary>
/// The log of a partition as one partition of a table: a head row and a row per frame, appended together in one
/// transaction on the condition that the head is unchanged.
/// </summary>
internal sealed class AzureLog : ICommitLog
{
    private static readonly FrameNumber First = FrameNumber.None.Next;

    private readonly AzureTable _table;
    private readonly AzureBlobs _payloads;
    private readonly LogKeys _keys;
    private readonly LogTrimmer _trimmer;

    public AzureLog(AzureTable table, AzureBlobs payloads, PartitionId partition)
    {
        _table = table;
        _payloads = payloads;
        _keys = new LogKeys(partition);
        _trimmer = new LogTrimmer(table, payloads, _keys);
    }

    public async ValueTask<LogHead> ReadHeadAsync(CancellationToken cancellationToken) =>
        await _table.ReadAsync(_keys.PartitionKey, LogKeys.HeadRow, cancellationToken) is { } row
            ? LogRows.Head(row)
            : LogHead.Empty;

    public async ValueTask<AppendOutcome> AppendAsync(LogHead expected, NewFrame frame)
    {
        AppendArguments.Check(expected, frame);
        if (LogRows.IsInline(frame))
            return await CommitAsync(expected, frame);
        AppendOutcome? outcome = null;
        try
        {
            outcome = await UploadAsync(frame) ?? await CommitAsync(expected, frame);
            return outcome;
        }
        finally
        {
            // Also when the upload failed or nothing was sent after it: the bytes may be there.
            if (outcome?.Status != AppendStatus.Committed)
                _trimmer.ExpectOrphan(frame.Number);
        }
    }

    public async IAsyncEnumerable<LogFrame> ReadAsync(
        FrameNumber first, FrameNumber last, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var from = first < First ? First : first;
        if (from > last)
            yield break;

        // Once all are there, no page more is asked for.
        var query = new TableQuery(_keys.Frames(from, last))
        {
            Limit = last.Value - from.Value < int.MaxValue ? (int)(last.Value - from.Value) + 1 : null,
        };
        await foreach (var row in _table.QueryAsync(query, cancellationToken))
            yield return LogRows.Frame(row).Frame;
    }

    public async ValueTask<LogFrame?> ReadFrameAsync(FrameNumber number, CancellationToken cancellationToken)
    {
        if (number < First || await ReadRowAsync(number, cancellationToken) is not { } row)
            return null;
        var (frame, blob) = LogRows.Frame(row);
        if (blob is null)
            return frame;
        if (await _payloads.GetAsync(blob, cancellationToken) is { } payload)
            return frame with { Payload = payload };

        // Trimming deletes the row before its blob, so without a blob the row must be gone by now.
        return await ReadRowAsync(number, cancellationToken) is null
            ? null
            : throw row.Corrupt($"its payload blob '{LogKeys.PayloadFolder}{blob}' is missing");
    }

    public ValueTask TrimAsync(
        FrameNumber last, IReadOnlyList<FrameRange> keep, CancellationToken cancellationToken) =>
        _trimmer.TrimAsync(last, keep, cancellationToken);

    public async ValueTask DeleteAsync(CancellationToken cancellationToken)
    {
        StoreAnswer answer;
        do
        {
            // Deleting exactly the head that was there before the frames were: a frame appended meanwhile is not left.
            var head = await ReadHeadAsync(cancellationToken);
            await _trimmer.DeleteAllAsync(cancellationToken);
            if (head.Version.Length == 0)
                return;
            var response = await _table.DeleteAsync(
                _keys.PartitionKey, LogKeys.HeadRow, head.Version, cancellationToken);
            answer = response.Answer;
        }
        while (answer.Outcome == StoreOutcome.ConditionFailed);

        if (answer.Outcome is not (StoreOutcome.Done or StoreOutcome.NotFound))
            throw _table.Failed(answer);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Null if the payload is there now.</summary>
    private async ValueTask<AppendOutcome?> UploadAsync(NewFrame frame)
    {
        var blob = _keys.PayloadBlob(frame.Number, frame.Commit);
        var upload = await _payloads.TryPutAsync(blob, frame.Payload, CancellationToken.None);
        return upload.Outcome switch
        {
            StoreOutcome.Done => null,
            StoreOutcome.Throttled => new AppendOutcome(AppendStatus.Throttled, RetryAfter: upload.RetryAfter),
            _ => throw _payloads.Failed(upload),
        };
    }

    private async ValueTask<AppendOutcome> CommitAsync(LogHead expected, NewFrame frame)
    {
        var head = LogRows.Head(_keys, frame);
        var result = await _table.TransactAsync(
            [
                expected.Version.Length == 0
                    ? new TableTransactionAction(TableTransactionActionType.Add, head)
                    : new TableTransactionAction(
                        TableTransactionActionType.UpdateReplace, head, new ETag(expected.Version)),
                new TableTransactionAction(TableTransactionActionType.Add, LogRows.Frame(_keys, frame)),
            ],
            CancellationToken.None);
        return Outcome(result, frame);
    }

    private ValueTask<TableRow?> ReadRowAsync(FrameNumber number, CancellationToken cancellationToken) =>
        _table.ReadAsync(_keys.PartitionKey, LogKeys.FrameRow(number), cancellationToken);

    private AppendOutcome Outcome(TableWrite result, NewFrame frame)
    {
        var answer = result.Answer;
        return answer.Outcome switch
        {
            // Without its new version the head cannot be appended to; reading it again finds out.
            StoreOutcome.Done when result.Versions![0].Length == 0 => AppendOutcome.Unknown,
            StoreOutcome.Done => AppendOutcome.Committed(
                new LogHead(frame.Number, frame.Commit, frame.Note.ToArray(), result.Versions![0])),
            StoreOutcome.ConditionFailed or StoreOutcome.AlreadyExists or StoreOutcome.NotFound
                => AppendOutcome.Conflict,
            StoreOutcome.Throttled => new AppendOutcome(AppendStatus.Throttled, RetryAfter: answer.RetryAfter),
            StoreOutcome.Unknown => AppendOutcome.Unknown,
            _ => throw _table.Failed(answer),
        };
    }
}
