using QueueService.Partitions.Commands;
using QueueService.Partitions.Loop;
using QueueService.Queues;

namespace QueueService.Tests.Core.Partitions.Loop;

public sealed class WaitersTests
{
    private readonly Waiters _waiters = new();

    [Fact]
    public void Take_WhenMessagesMayBeThere_GivesAllInTheOrderInWhichTheyCame()
    {
        Add(30, 20, 10);
        Assert.Equal([1, 2, 3], Take(all: true));
        Assert.Equal(0, _waiters.Count);
    }

    [Fact]
    public void Take_WhenNoneAreThere_GivesThoseWhoseTimeIsUpAndKeepsTheOthersInOrder()
    {
        Add(30, 10, 40, 20);
        Assert.Equal([2, 4], Take(now: 20));
        Assert.Equal(2, _waiters.Count);
        Assert.Equal([], Take(now: 29));
        Assert.Equal([1, 3], Take(all: true));
    }

    [Fact]
    public void Take_WhenACallerHasLeft_GivesItsCommand()
    {
        PostedCommand[] added = Add(30, 30, 30);
        added[1].HasLeft = true;
        Assert.Equal([2], Take(now: 1));
        Assert.Equal(2, _waiters.Count);
    }

    [Fact]
    public void NextDeadline_WhenCommandsComeAndGo_IsTheEarliest()
    {
        Assert.Null(_waiters.NextDeadline);
        Add(30, 10, 20);
        Assert.Equal(new Timestamp(10), _waiters.NextDeadline);
        Take(now: 10);
        Assert.Equal(new Timestamp(20), _waiters.NextDeadline);
        Take(all: true);
        Assert.Null(_waiters.NextDeadline);
    }

    [Fact]
    public void TakeAll_WhenThePartitionCloses_LeavesNobodyBehind()
    {
        PostedCommand[] added = Add(30, 10);
        Assert.Equal(added, _waiters.TakeAll());
        Assert.Equal(0, _waiters.Count);
        Assert.Empty(_waiters.TakeAll());
    }

    /// <summary>Commands that are numbered from 1, and wait until these times.</summary>
    private PostedCommand[] Add(params int[] until)
    {
        PostedCommand[] commands =
            [.. until.Select((time, n) => new PostedCommand(n + 1) { WaitsUntil = new Timestamp(time) })];
        foreach (PostedCommand command in commands)
            _waiters.Add(command);
        return commands;
    }

    private int[] Take(long now = 0, bool all = false)
    {
        List<PartitionCommand> batch = [];
        _waiters.TakeInto(batch, all, new Timestamp(now));
        return [.. batch.Select(command => ((PostedCommand)command).Number)];
    }
}
