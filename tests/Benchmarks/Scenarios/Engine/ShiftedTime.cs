namespace QueueService.Benchmarks.Scenarios.Engine;

/// <summary>The system's time, put forward instead of waited for; timers stay as they are.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private long _shiftTicks;

    public override DateTimeOffset GetUtcNow() =>
        base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _shiftTicks));

    public void Shift(TimeSpan time) => Interlocked.Add(ref _shiftTicks, time.Ticks);
}
