using Microsoft.Extensions.Logging;
using QueueService.Storage;

namespace QueueService.Replication.Loop;

/// <summary>
/// Gives commit cycles their time, unless the clock of this process differs from the store's by more than is allowed:
/// a frame that is ahead of the others would stop the time of its partition for all processes. Says so in the log once,
/// and once more when the clock is right again.
/// </summary>
internal sealed partial class ClockGuard(StoreClock clock, TimeProvider time, ILogger logger)
{
    private int _isOff;

    /// <summary>The time of this process.</summary>
    /// <param name="log">Asked for its head, so that the store tells its time anew, before anybody is refused.</param>
    /// <exception cref="StorageUnavailableException">The clock must be set first.</exception>
    public async ValueTask<Timestamp> NowAsync(ICommitLog log)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (clock.IsOffAt(now))
        {
            // A process that was suspended with its machine may only seem to be ahead.
            await log.ReadHeadAsync(CancellationToken.None);
            now = time.GetUtcNow();
            if (clock.IsOffAt(now))
                throw Refuse(now);
        }

        if (Volatile.Read(ref _isOff) != 0 && Interlocked.Exchange(ref _isOff, 0) != 0)
            LogRight(logger);
        return Timestamp.From(now);
    }

    private StorageUnavailableException Refuse(DateTimeOffset now)
    {
        StorageUnavailableException refusal = clock.Refusal(now);
        if (Interlocked.Exchange(ref _isOff, 1) == 0)
            LogOff(logger, refusal.Message);
        return refusal;
    }

    [LoggerMessage(LogLevel.Warning, "Requests are refused: {Reason}")]
    private static partial void LogOff(ILogger logger, string reason);

    [LoggerMessage(LogLevel.Warning, "The clock of this machine agrees with that of the store again")]
    private static partial void LogRight(ILogger logger);
}
