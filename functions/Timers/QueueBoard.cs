using QueueService.Queues.Maintenance;

namespace QueueService.Functions.Timers;

/// <summary>
/// What the last tick of the maintenance timer saw in this process. Empty again after three minutes without a tick: by
/// then another process has the timer and tells newer figures, which those of this one would stand beside forever.
/// </summary>
internal sealed class QueueBoard(TimeProvider time)
{
    /// <summary>Two ticks may fail or be late.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(3);

    private volatile Shown _last = new([], 0);

    public IReadOnlyList<QueueSample> Samples =>
        _last is var last && time.GetElapsedTime(last.At) <= Lifetime ? last.Samples : [];

    public void Show(IReadOnlyList<QueueSample> samples) => _last = new Shown(samples, time.GetTimestamp());

    private sealed record Shown(IReadOnlyList<QueueSample> Samples, long At);
}
