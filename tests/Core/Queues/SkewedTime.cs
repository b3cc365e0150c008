namespace QueueService.Tests.Core.Queues;

/// <summary>The clock of a process that shows another time than true time, which goes on as it does.</summary>
internal sealed class SkewedTime(TimeProvider time) : TimeProvider
{
    /// <summary>Positive: ahead.</summary>
    public TimeSpan Skew { get; set; }

    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Skew;

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time.CreateTimer(callback, state, dueTime, period);
}
