using System.Diagnostics;
using System.Numerics;

namespace QueueService.Benchmarks.Load;

/// <summary>Counts latencies in logarithmic buckets, 64 to each power of two: within 1.6 %.</summary>
internal sealed class LatencyHistogram
{
    private const int SubBucketBits = 6;
    private const int SubBuckets = 1 << SubBucketBits;

    private readonly long[] _counts = new long[SubBuckets * (64 - SubBucketBits + 1)];
    private long _maxNanoseconds;

    public long Count { get; private set; }

    public TimeSpan Max => FromNanoseconds(_maxNanoseconds);

    /// <summary>Takes two values of <see cref="Stopwatch.GetTimestamp"/>.</summary>
    public void Record(long start, long end)
    {
        long nanoseconds = Math.Max(0, Stopwatch.GetElapsedTime(start, end).Ticks * TimeSpan.NanosecondsPerTick);
        _counts[IndexOf(nanoseconds)]++;
        Count++;
        _maxNanoseconds = Math.Max(_maxNanoseconds, nanoseconds);
    }

    public void Add(LatencyHistogram other)
    {
        for (int i = 0; i < _counts.Length; i++)
            _counts[i] += other._counts[i];
        Count += other.Count;
        _maxNanoseconds = Math.Max(_maxNanoseconds, other._maxNanoseconds);
    }

    public void Clear()
    {
        Array.Clear(_counts);
        Count = 0;
        _maxNanoseconds = 0;
    }

    /// <param name="fraction">0.5 for the median, 0.99 for p99.</param>
    public TimeSpan Percentile(double fraction)
    {
        long rank = Math.Max(1, (long)Math.Ceiling(Count * fraction));
        for (int i = 0; i < _counts.Length; i++)
        {
            rank -= _counts[i];
            if (rank <= 0)
                return FromNanoseconds(Math.Min(UpperEdge(i), _maxNanoseconds));
        }

        return Max;
    }

    private static int IndexOf(long nanoseconds)
    {
        int shift = Math.Max(0, BitOperations.Log2((ulong)nanoseconds) - SubBucketBits);
        return (shift * SubBuckets) + (int)(nanoseconds >> shift);
    }

    private static long UpperEdge(int index)
    {
        int shift = Math.Max(0, (index / SubBuckets) - 1);
        long mantissa = index - ((long)shift * SubBuckets);
        return ((mantissa + 1) << shift) - 1;
    }

    private static TimeSpan FromNanoseconds(long nanoseconds) =>
        TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick);
}
