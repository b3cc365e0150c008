using System.Diagnostics;

namespace QueueService.Benchmarks.Scenarios.Attack;

/// <summary>
/// Holds this process to a share of a core: whoever is about to do something waits until it has used less.
/// </summary>
/// <param name="share">Of one core.</param>
internal sealed class CpuPace(double share)
{
    private readonly long _startedAt = Stopwatch.GetTimestamp();
    private readonly TimeSpan _usedBefore = Environment.CpuUsage.TotalTime;

    /// <summary>What it has used so far, of one core.</summary>
    public double Used => (Environment.CpuUsage.TotalTime - _usedBefore) / Stopwatch.GetElapsedTime(_startedAt);

    public async ValueTask WaitAsync(CancellationToken cancellation)
    {
        while (true)
        {
            TimeSpan ahead = ((Environment.CpuUsage.TotalTime - _usedBefore) / share)
                - Stopwatch.GetElapsedTime(_startedAt);
            if (ahead <= TimeSpan.Zero)
                return;
            await Task.Delay(ahead, cancellation);
        }
    }
}
