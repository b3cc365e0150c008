using System.Collections.Concurrent;

namespace QueueService.Access;

/// <summary>
/// Counts failures by who they come from, a minute at a time, to answer a flood of wrong keys more cheaply. It never
/// stands in the way of a right key, so that nobody can lock out its owner: 256 bits are not guessed.
/// </summary>
public sealed class FailureThrottle(TimeProvider time)
{
    /// <summary>A person who mistypes, or a roll-out with an old key, stays below it.</summary>
    public const int MostPerMinute = 20;

    /// <summary>Some megabytes; past it, all that are new count together.</summary>
    private const int MostCounted = 10_000;

    private const string Others = "";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private long _windowBegan = time.GetTimestamp();

    /// <summary>Until the counts begin anew.</summary>
    public TimeSpan TimeLeft
    {
        get
        {
            TimeSpan left = Window - time.GetElapsedTime(Volatile.Read(ref _windowBegan));
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>Counts a failure of somebody, and tells how many there were in this minute.</summary>
    public int Count(string who)
    {
        lock (_lock)
        {
            if (TimeLeft == TimeSpan.Zero)
            {
                _counts.Clear();
                Volatile.Write(ref _windowBegan, time.GetTimestamp());
            }
        }

        string counted = _counts.Count < MostCounted || _counts.ContainsKey(who) ? who : Others;
        return _counts.AddOrUpdate(counted, 1, static (_, count) => count + 1);
    }
}
