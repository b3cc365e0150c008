namespace QueueService.Storage;

/// <summary>
/// The log of one partition: numbered frames that are appended on the condition that the log still ends where the
/// writer believes it ends. Calls on one log object come one at a time, except <see cref="ReadFrameAsync"/> and
/// <see cref="TrimAsync"/>, which may run beside any other.
/// </summary>
/// <remarks>
/// Reads throw <see cref="StorageUnavailableException"/> when the store cannot be reached and
/// <see cref="StorageCorruptException"/> when what is stored cannot be what was written.
/// </remarks>
public interface ICommitLog : IAsyncDisposable
{
    /// <summary>The end of the log now.</summary>
    ValueTask<LogHead> ReadHeadAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The end of the log for a look from outside, which repairs nothing and makes nothing durable: a crash may still
    /// take back what it tells.
    /// </summary>
    ValueTask<LogHead> GlanceAsync(CancellationToken cancellationToken) => ReadHeadAsync(cancellationToken);

    /// <summary>
    /// Appends one frame if the log still ends at <paramref name="expected"/>. Throws
    /// <see cref="StorageUnavailableException"/> only when it is certain that nothing was or will be stored. Does not
    /// retry by itself. There is no cancellation: a commit that has begun is seen through to its outcome.
    /// </summary>
    ValueTask<AppendOutcome> AppendAsync(LogHead expected, NewFrame frame);

    /// <summary>The frames from <paramref name="first"/> to the end, as the other overload.</summary>
    IAsyncEnumerable<LogFrame> ReadAsync(FrameNumber first, CancellationToken cancellationToken) =>
        ReadAsync(first, FrameNumber.End, cancellationToken);

    /// <summary>
    /// The frames from <paramref name="first"/> to <paramref name="last"/>, or to the end of the log if that comes
    /// sooner, in order. Nothing behind them is read. Frames that were trimmed are left out, so the caller checks that
    /// numbers follow each other.
    /// </summary>
    IAsyncEnumerable<LogFrame> ReadAsync(FrameNumber first, FrameNumber last, CancellationToken cancellationToken);

    /// <summary>One frame with its payload; null if it was trimmed or never written.</summary>
    ValueTask<LogFrame?> ReadFrameAsync(FrameNumber number, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes the frames up to <paramref name="last"/> except those in <paramref name="keep"/> (ascending, disjoint).
    /// A store may keep more than it is asked to, never less. Safe to repeat and to run on several instances.
    /// </summary>
    ValueTask TrimAsync(FrameNumber last, IReadOnlyList<FrameRange> keep, CancellationToken cancellationToken);

    /// <summary>Deletes the whole log, its head last. Safe to repeat.</summary>
    ValueTask DeleteAsync(CancellationToken cancellationToken);
}
