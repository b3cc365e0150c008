using Microsoft.Extensions.Logging;
using QueueService.Storage;

namespace QueueService.Audit;

/// <summary>
/// Stores what is to be kept of calls, shortly after they were answered: nobody waits for it. While the store does not
/// answer, some wait in memory. Thread-safe.
/// </summary>
internal sealed partial class AuditTrail(
    IDocumentStore documents, ulong instance, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    /// <summary>Calls that manage something come singly; more than these is a loop of somebody.</summary>
    private const int MostWaiting = 1_000;

    /// <summary>How many documents this process writes before it looks again at how much there is.</summary>
    private const int TrimEvery = 64;

    /// <summary>What comes at the same time shares a write.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly List<AuditEntry> _waiting = [];
    private readonly AuditStore _store = new(documents, instance);
    private readonly SemaphoreSlim _turn = new(1);
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;
    private bool _isRunning;
    private int _trimmedAt;

    /// <summary>Entries that were stored by this process.</summary>
    public long Stored { get; private set; }

    /// <summary>Entries that were lost because the store did not answer for too long.</summary>
    public long Lost { get; private set; }

    /// <summary>Keeps it; costs the caller nothing.</summary>
    public void Add(AuditEntry entry)
    {
        lock (_gate)
        {
            if (_waiting.Count >= MostWaiting)
            {
                Lost++;
                return;
            }

            _waiting.Add(entry);
            if (_isRunning || _stopping.IsCancellationRequested)
                return;
            _isRunning = true;

            // What is written later is no part of the request that gave the reason.
            using AsyncFlowControl? flow = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
            _running = RunAsync();
        }
    }

    /// <summary>Stores what waits.</summary>
    /// <exception cref="StorageUnavailableException">It is tried again later.</exception>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            while (Waiting() is { Length: > 0 } waiting)
            {
                int stored = await _store.AddAsync(waiting, CancellationToken.None);
                lock (_gate)
                    _waiting.RemoveRange(0, stored);
                Stored += stored;
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Stores what waits, if the store answers.</summary>
    public async ValueTask DisposeAsync()
    {
        _stopping.CancelInPlace();
        await _running.ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await TryFlushAsync();
        _turn.Dispose();
        _stopping.Dispose();
    }

    private AuditEntry[] Waiting()
    {
        lock (_gate)
            return [.. _waiting];
    }

    private async Task RunAsync()
    {
        TimeSpan pause = Linger;
        while (true)
        {
            await Task.Delay(pause, time, _stopping.Token);
            pause = await TryFlushAsync() ? Linger : RetryAfter;
            lock (_gate)
            {
                if (_waiting.Count > 0)
                    continue;
                _isRunning = false;
                return;
            }
        }
    }

    private async Task<bool> TryFlushAsync()
    {
        try
        {
            await FlushAsync(CancellationToken.None);
            if (!_stopping.IsCancellationRequested
                && _store.Documents > 0 && (_trimmedAt == 0 || _store.Documents >= _trimmedAt + TrimEvery))
            {
                _trimmedAt = _store.Documents;
                await AuditTrim.RunAsync(documents, time.GetUtcNow(), _stopping.Token);
            }

            return true;
        }
        catch (Exception exception) when (Postponement.IsFor(exception) || exception is OperationCanceledException)
        {
            LogPostponed(logger, exception.Message);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The audit is stored later: {Reason}")]
    private static partial void LogPostponed(ILogger logger, string reason);
}
