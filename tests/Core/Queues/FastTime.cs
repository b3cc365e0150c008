namespace QueueService.Tests.Core.Queues;

/// <summary>A clock on which all takes a hundredth of the time.</summary>
internal sealed class FastTime : TimeProvider
{
    private const int Times = 100;

    private readonly DateTimeOffset _start = System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => _start + ((System.GetUtcNow() - _start) * Times);

    public override long GetTimestamp() => System.GetTimestamp() * Times;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Shortened(dueTime), Shortened(period));

    private static TimeSpan Shortened(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : time / Times;
}
