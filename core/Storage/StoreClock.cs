using System.Globalization;

namespace QueueService.Storage;

/// <summary>
/// Compares the clock of this process with that of its store, which all processes share. An answer of the store tells
/// what its clock showed; from then on the monotonic timestamps of the process tell how much time has passed. So a
/// clock that is set while the process runs shows at once, without another answer. A store that tells no time (a folder
/// on this machine) leaves it unmeasured, and nothing is off then.
/// </summary>
/// <param name="time">The clock of this process.</param>
public sealed class StoreClock(TimeProvider time)
{
    /// <summary>
    /// A comparison is replaced by a less exact one once it is older: timestamps drift from true time too.
    /// </summary>
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(1);

    private volatile Comparison? _last;

    /// <summary>
    /// By how much at least this clock is ahead of the store's (positive) or behind it (negative), as far as the
    /// resolution of the store's time and the way of the answer allow to say; zero if they may agree.
    /// </summary>
    public TimeSpan Skew => SkewAt(time.GetUtcNow());

    /// <summary>True if the clocks differ by more than <see cref="Limits.MaxClockSkew"/>.</summary>
    public bool IsOff => IsOffAt(time.GetUtcNow());

    /// <summary>Takes note of the time that an answer of the store told.</summary>
    /// <param name="sentAt">The timestamp of this process when the request left.</param>
    /// <param name="told">The time of the store, cut off to <paramref name="resolution"/>.</param>
    public void Observe(long sentAt, DateTimeOffset told, TimeSpan resolution)
    {
        long now = time.GetTimestamp();
        Comparison next = new(told, told + resolution + time.GetElapsedTime(sentAt, now), now);
        if (_last is not { } last
            || time.GetElapsedTime(last.At, now) > FreshFor
            || next.Width <= last.Width
            || !last.MayAgree(next, time.GetElapsedTime(last.At, now)))
            _last = next;
    }

    /// <summary>A time of this process as the store's clock would show it, as far as that is known.</summary>
    public DateTimeOffset Correct(DateTimeOffset now)
    {
        if (_last is not { } last)
            return now;
        TimeSpan since = time.GetElapsedTime(last.At);
        DateTimeOffset earliest = last.Earliest + since;
        DateTimeOffset latest = last.Latest + since;
        if (now < earliest)
            return earliest;
        return now > latest ? latest : now;
    }

    /// <summary>As <see cref="IsOff"/>, for what this clock showed just now.</summary>
    public bool IsOffAt(DateTimeOffset now) => SkewAt(now).Duration() > Limits.MaxClockSkew;

    /// <summary>What to tell whoever asks for something that must not be done by this clock.</summary>
    public StorageUnavailableException Refusal(DateTimeOffset now)
    {
        TimeSpan skew = SkewAt(now);
        string seconds = skew.Duration().TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        return new StorageUnavailableException(
            $"The clock of this machine is at least {seconds} s {(skew > TimeSpan.Zero ? "ahead of" : "behind")} the "
            + $"clock of the store, and {Limits.MaxClockSkew.TotalSeconds} s are allowed: "
            + "set it (by NTP, for example), "
            + "and the service goes on by itself.")
        {
            RetryAfter = TimeSpan.FromSeconds(5),
        };
    }

    /// <summary>Throws <see cref="Refusal"/> if the clocks differ by too much.</summary>
    /// <exception cref="StorageUnavailableException">The clock of this machine must be set first.</exception>
    public void Check()
    {
        DateTimeOffset now = time.GetUtcNow();
        if (IsOffAt(now))
            throw Refusal(now);
    }

    private TimeSpan SkewAt(DateTimeOffset now) => now - Correct(now);

    /// <summary>The store's clock showed a time between these when that of the process had this timestamp.</summary>
    private sealed record Comparison(DateTimeOffset Earliest, DateTimeOffset Latest, long At)
    {
        public TimeSpan Width => Latest - Earliest;

        public bool MayAgree(Comparison later, TimeSpan since) =>
            Earliest + since <= later.Latest && later.Earliest <= Latest + since;
    }
}
