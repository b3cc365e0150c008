namespace QueueService.Tests.Simulation.World;

/// <summary>SplitMix64: the same numbers for the same seed on every platform and version of .NET.</summary>
internal sealed class SeededRandom(ulong seed)
{
    private ulong _state = seed;

    public ulong NextUInt64()
    {
        ulong mixed = _state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>0 up to, not including, <paramref name="end"/>.</summary>
    public int Below(int end) => (int)(NextUInt64() % (uint)end);

    /// <summary>Both ends included.</summary>
    public int Between(int first, int last) => first + Below(last - first + 1);

    /// <summary>Both ends included, in whole milliseconds.</summary>
    public TimeSpan Between(TimeSpan first, TimeSpan last) => TimeSpan.FromMilliseconds(
        (long)first.TotalMilliseconds + (long)(NextUInt64() % (ulong)((last - first).TotalMilliseconds + 1)));

    public bool Chance(double probability) => (NextUInt64() >> 11) * (1.0 / (1UL << 53)) < probability;

    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>A source of its own, so that what one part draws does not disturb the others.</summary>
    public SeededRandom Fork() => new(NextUInt64());
}
