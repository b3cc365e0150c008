using System.Diagnostics;
using QueueService.Benchmarks.Load;
using QueueService.Benchmarks.Reporting;

namespace QueueService.Benchmarks.Scenarios.Engine;

/// <summary>How long the commands of one kind took, and what was refused. Thread-safe.</summary>
internal sealed class CommandTimes
{
    private readonly Lock _gate = new();
    private readonly LatencyHistogram _times = new();
    private long _failures;
    private string? _firstFailure;

    /// <summary>p50 / p99 / max in milliseconds.</summary>
    public string Percentiles => Figures.Percentiles(_times);

    public TimeSpan Percentile(double fraction) => _times.Percentile(fraction);

    public string Failures => _failures == 0 ? "none" : $"{Figures.Whole(_failures)}: {_firstFailure}";

    /// <summary>Runs a command; null if it was refused, which is counted.</summary>
    public async Task<T?> MeasureAsync<T>(Func<Task<T>> command)
        where T : class
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            T reply = await command();
            lock (_gate)
                _times.Record(start, Stopwatch.GetTimestamp());
            return reply;
        }
        catch (BrokerException refused)
        {
            lock (_gate)
            {
                _times.Record(start, Stopwatch.GetTimestamp());
                _failures++;
                _firstFailure ??= $"{refused.Code} {refused.Message}";
            }

            return null;
        }
    }
}
