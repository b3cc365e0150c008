namespace QueueService.Tests.Simulation.World;

/// <summary>The clock of one simulated process: virtual time, wrong by an offset that may change.</summary>
internal sealed class ProcessClock(VirtualWorld world, VirtualContext context) : TimeProvider
{
    public TimeSpan Offset { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow()
    {
        if (!context.IsDead)
            world.CheckThread("the clock");
        return world.Now + Offset;
    }

    public override long GetTimestamp() => world.Now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        world.CheckThread("a timer");
        VirtualTimer timer = new(world, context, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }
}
