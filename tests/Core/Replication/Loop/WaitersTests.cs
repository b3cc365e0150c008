using QueueService.Partitions.Commands;
using QueueService.Replication;
using QueueService.Replication.Loop;

namespace QueueService.Tests.Core.Replication.Loop;

public sealed class WaitersTests
{
    private readonly Waiters _waiters = new();
    private readonly List<Command> _taken = [];

    [Fact]
    public void TakeInto_WhenFewerCanBeServedThanWait_TakesThoseThatCameFirst()
    {
        Command[] all = Add(3, deadline: 100);
        _waiters.TakeInto(_taken, 2, new Timestamp(1));
        Assert.Equal(all[..2], _taken);
        Assert.Equal(1, _waiters.Count);
    }

    [Fact]
    public void Return_WhenTheyCouldNotBeServed_KeepsTheirOrder()
    {
        Command[] all = Add(3, deadline: 100);
        _waiters.TakeInto(_taken, 2, new Timestamp(1));
        _waiters.Return(_taken);
        Assert.Equal(all, _waiters.TakeAll());
    }

    [Fact]
    public void TakeInto_WhenNothingCanBeServed_TakesThoseWhoseTimeIsUp()
    {
        Command late = Add(1, deadline: 100)[0];
        Command early = Add(1, deadline: 50)[0];
        Assert.Equal(new Timestamp(50), _waiters.NextDeadline);
        _waiters.TakeInto(_taken, 0, new Timestamp(49));
        Assert.Empty(_taken);
        _waiters.TakeInto(_taken, 0, new Timestamp(50));
        Assert.Equal([early], _taken);
        Assert.Equal(new Timestamp(100), _waiters.NextDeadline);
        Assert.Equal([late], _waiters.TakeAll());
        Assert.Null(_waiters.NextDeadline);
    }

    [Fact]
    public void TakeInto_WhenACallerHasGoneAway_FindsItOnceItIsToldToLook()
    {
        using CancellationTokenSource leaving = new();
        Add(1, deadline: 100);
        Command gone = Receive(100, leaving.Token);
        _waiters.Add(gone);
        leaving.Cancel();
        _waiters.TakeInto(_taken, 0, new Timestamp(1));
        Assert.Empty(_taken);
        _waiters.Look();
        _waiters.TakeInto(_taken, 0, new Timestamp(1));
        Assert.Equal([gone], _taken);
    }

    private Command[] Add(int count, long deadline)
    {
        Command[] added = [.. Enumerable.Range(0, count).Select(
            _ => Receive(deadline, CancellationToken.None))];
        Array.ForEach(added, _waiters.Add);
        return added;
    }

    private static ReceiveCommand Receive(long deadline, CancellationToken leaving) =>
        new(1, null, new Timestamp(deadline), leaving);
}
