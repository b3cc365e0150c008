using QueueService.Partitions;
using QueueService.Queues.Redrive;

namespace QueueService.Tests.Core.Queues.Redrive;

public sealed class RedriveTaskTests
{
    private static readonly RedriveInfo Info = new(
        "q.1", QueueName.Parse("q"), new RedriveRequest(), RedriveState.Running, 5, 100, DateTimeOffset.UnixEpoch,
            null, null);

    private static readonly RedriveTask Before = new(Info, [new SequenceNumber(6)], [new SequenceNumber(101)]);

    private static readonly RedriveTask After = Before with
    {
        Info = Info with { Moved = 9 },
        Next = [new SequenceNumber(11)],
        Stayed = 1,
    };

    [Fact]
    public void With_WhenAnotherProcessHasGoneOn_AddsWhatTheStepHasDone()
    {
        RedriveTask other = Before with { Info = Info with { Moved = 7 }, Next = [new SequenceNumber(20)], Owner = 2 };
        RedriveTask noted = other.With(Before, After);
        Assert.Equal((11L, 1L, new SequenceNumber(20)), (noted.Info.Moved, noted.Stayed, noted.Next[0]));
    }

    [Fact]
    public void With_WhenTheStepIsNotedAlready_CountsItOnce()
    {
        RedriveTask cancelled = After with { Info = After.Info with { State = RedriveState.Cancelling }, Owner = 2 };
        RedriveTask noted = cancelled.With(Before, After);
        Assert.Equal((9L, 1L, RedriveState.Cancelling), (noted.Info.Moved, noted.Stayed, noted.Info.State));
        Assert.Equal(new SequenceNumber(11), noted.Next[0]);
    }
}
