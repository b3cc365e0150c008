namespace QueueService.Tests.Core;

/// <summary>
/// A clock that stands until it is told to go on, and whose timers come due then, one after the other. Within
/// <see cref="Run"/> it goes on by itself, to the next timer whenever everything else waits.
/// </summary>
internal sealed class FakeTime : TimeProvider
{
    /// <summary>No test lets more time pass than this in one go.</summary>
    private static readonly TimeSpan LongestRun = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly FakeTimeContext _context = new();
    private readonly List<FakeTimer> _timers = [];
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now;
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        FakeTimer timer = new(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan time)
    {
        DateTimeOffset end = GetUtcNow() + time;
        while (TakeDue(end) is { } due)
            due();
    }

    /// <summary>
    /// Runs a test to its end on this thread: first all that can go on, then the next timer, and so forth, so that
    /// however slow the machine is no timer overtakes what was begun before it. All that the test starts must also end
    /// within this, or within a later call.
    /// </summary>
    /// <exception cref="TimeoutException">What the test awaits does not come in a day of this clock.</exception>
    public void Run(Func<Task> test)
    {
        DateTimeOffset end = GetUtcNow() + LongestRun;
        _context.Run(test, () => AdvanceToNext(end));
    }

    /// <summary>A step to the next timer; false, and no time has passed, if it has none until then.</summary>
    private bool AdvanceToNext(DateTimeOffset end)
    {
        DateTimeOffset? next;
        lock (_gate)
            next = _timers.Min(timer => timer.Due);
        if (next is null || next > end)
            return false;
        TakeDue(next.Value)?.Invoke();
        return true;
    }

    /// <summary>What the next timer does that is due by then; null, and it is then, if there is none.</summary>
    private Action? TakeDue(DateTimeOffset end)
    {
        lock (_gate)
        {
            FakeTimer? next = _timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
            _now = next?.Due ?? end;
            if (next is not null)
                next.Due = next.Period > TimeSpan.Zero ? next.Due + next.Period : null;
            return next?.Callback;
        }
    }

    private sealed class FakeTimer(FakeTime time, Action callback) : ITimer
    {
        public Action Callback => callback;

        public DateTimeOffset? Due { get; set; }

        public TimeSpan Period { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : time._now + dueTime;
                Period = period;
                if (!time._timers.Contains(this))
                    time._timers.Add(this);
            }

            return true;
        }

        public void Dispose()
        {
            lock (time._gate)
                time._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
