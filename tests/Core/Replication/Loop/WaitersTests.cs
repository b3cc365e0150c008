using QueueService.Partitions.Commands;
using QueueService.Replication;
using QueueService.Replication.Loop;

namespace QueueService.Tests.Core.Replication.Loop;

public sealed class WaitersTests
{
    private const int Polls = 500;

    private static readonly Timestamp Now = new(1_000_000);

    private readonly Waiters _waiters = new();
    private readonly List<Command> _batch = [];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(Polls)]
    public void TakeInto_WhenSomeMessagesCame_TakesAsManyAsCanBeServedTheFirstOnesFirst(int servable)
    {
        Command[] polls = [.. Enumerable.Range(0, Polls).Select(_ => Add(TimeSpan.FromSeconds(20)))];

        _waiters.TakeInto(_batch, servable, Now);

        Assert.Equal(polls[..servable], _batch);
        Assert.Equal(Polls - servable, _waiters.Count);
    }

    [Fact]
    public void TakeInto_WhenTheTimeOfSomeIsUpOrTheirCallerIsGone_TakesThoseAlone()
    {
        using CancellationTokenSource leaving = new();
        Add(TimeSpan.FromSeconds(20));
        Command over = Add(TimeSpan.FromSeconds(1));
        Command left = Add(TimeSpan.FromSeconds(20), leaving.Token);
        Add(TimeSpan.FromSeconds(20));
        Assert.Equal(over.Deadline, _waiters.NextDeadline);

        leaving.Cancel();
        _waiters.TakeInto(_batch, 0, Now);
        Assert.Empty(_batch);
        _waiters.Look();
        _waiters.TakeInto(_batch, 0, Now);
        Assert.Equal([left], _batch);
        _waiters.TakeInto(_batch, 0, Now + TimeSpan.FromSeconds(1));

        Assert.Equal([left, over], _batch);
        Assert.Equal(2, _waiters.Count);
    }

    [Fact]
    public void Return_WhenSomeCouldNotBeServed_AreTheFirstAgain()
    {
        Command[] polls = [.. Enumerable.Range(0, 4).Select(_ => Add(TimeSpan.FromSeconds(20)))];
        _waiters.TakeInto(_batch, 2, Now);

        _waiters.Return([.. _batch]);
        _batch.Clear();
        _waiters.TakeInto(_batch, Polls, Now);

        Assert.Equal(polls, _batch);
    }

    private AwaitMessageCommand Add(TimeSpan patience, CancellationToken cancellation = default)
    {
        AwaitMessageCommand poll = new(Now + patience, cancellation);
        _waiters.Add(poll);
        return poll;
    }
}
