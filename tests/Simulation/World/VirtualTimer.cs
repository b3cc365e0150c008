namespace QueueService.Tests.Simulation.World;

/// <summary>A timer in virtual time; its callback runs in the process that made it.</summary>
internal sealed class VirtualTimer(VirtualWorld world, VirtualContext context, TimerCallback callback, object? state)
    : ITimer
{
    private TimeSpan _period = Timeout.InfiniteTimeSpan;

    /// <summary>Counts the changes: what was scheduled before the last one is void.</summary>
    public int Generation { get; private set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (context.IsDead)
            return false;
        Generation++;
        _period = period;
        if (dueTime != Timeout.InfiniteTimeSpan)
            world.Schedule(this, dueTime);
        return true;
    }

    public void Fire()
    {
        if (context.IsDead)
            return;
        if (_period != Timeout.InfiniteTimeSpan && _period > TimeSpan.Zero)
            world.Schedule(this, _period);
        int generation = Generation;
        context.Post(() =>
        {
            if (generation == Generation)
                callback(state);
        });
    }

    public void Dispose() => Generation++;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
