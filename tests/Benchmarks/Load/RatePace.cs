using System.Diagnostics;

namespace QueueService.Benchmarks.Load;

/// <summary>At a fixed rate, whatever the receivers do; a sender that is late sends at once.</summary>
internal sealed class RatePace(double batchesPerSecond) : ISendPace
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _batches;

    public async ValueTask WaitAsync(CancellationToken cancellation)
    {
        long mine = Interlocked.Increment(ref _batches);
        TimeSpan wait = TimeSpan.FromSeconds(mine / batchesPerSecond) - Stopwatch.GetElapsedTime(_start);
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, cancellation);
    }

    public void OnReceived(int messages)
    {
        // The rate does not depend on the receivers.
    }
}
