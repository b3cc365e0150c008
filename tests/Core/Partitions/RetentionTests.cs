using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Events;
using QueueService.Partitions.Messages;
using QueueService.Partitions.Settings;
using QueueService.Replication;
using QueueService.Transfers;

namespace QueueService.Tests.Core.Partitions;

/// <summary>What has outlived the retention is gone by the clock, whatever state it is in.</summary>
public sealed class RetentionTests
{
    private static readonly QueueSettings Minute = new() { Retention = TimeSpan.FromMinutes(1) };
    private readonly PartitionHarness _standard = new(Minute);
    private readonly PartitionHarness _fifo = new(Minute, "q.fifo");

    [Fact]
    public void Receive_WhenTheFirstOfAGroupExpiresInFlight_BringsTheSecond()
    {
        _fifo.SendFifo("g:first");
        _fifo.Receive(timeout: 3600);
        _fifo.Wait(30);
        _fifo.SendFifo("g:second");
        Assert.Empty(_fifo.Receive());
        _fifo.Wait(30);
        Assert.Equal([2], _fifo.ReceiveNumbers());
    }

    [Fact]
    public void Wait_WhenTheFirstOfAGroupExpiresInFlight_IsServedBySettingNothingElseInMotion()
    {
        _fifo.SendFifo("g:first");
        _fifo.Receive(timeout: 3600);
        _fifo.Wait(30);
        _fifo.SendFifo("g:second");
        ReceiveCommand waiting = new(1, null, _fifo.Now + TimeSpan.FromMinutes(5), CancellationToken.None);
        Assert.Equal([Decision.Wait], _fifo.Decide(waiting));
        Assert.Equal(_fifo.Now + TimeSpan.FromSeconds(30), _fifo.State.NextExpiry);
        _fifo.Wait(30);
        Assert.Equal([Decision.Done], _fifo.Decide(waiting));
    }

    [Theory]
    [InlineData("unread")]
    [InlineData("inFlight")]
    [InlineData("returned")]
    [InlineData("delayed")]
    public void Stats_WhenAMessageOutlivesTheRetention_DoNotCountIt(string how)
    {
        Arrange(how);
        PartitionStats before = _standard.Do(new StatsCommand());
        Assert.Equal(1, before.Visible + before.InFlight + before.Delayed);
        Assert.True(before.Bytes > 0);
        _standard.Wait(59.999);
        Assert.NotNull(_standard.Do(new StatsCommand()).OldestAt);
        _standard.Wait(0.001);
        PartitionStats after = _standard.Do(new StatsCommand());
        Assert.True(after.IsEmpty);
        Assert.Equal(0, after.Bytes);
        Assert.Null(after.OldestAt);
    }

    [Theory]
    [InlineData("unread")]
    [InlineData("inFlight")]
    [InlineData("returned")]
    [InlineData("delayed")]
    public void Settle_WhenAMessageHasOutlivedTheRetention_TakesItOutFirst(string how)
    {
        Arrange(how);
        _standard.Wait(60);
        SettleCommand settle = new();
        Assert.Equal([Decision.Defer], _standard.Decide(settle));
        Assert.Empty(_standard.State.StoredUnread);
        Assert.Empty(_standard.State.Touched);
        Assert.Equal([Decision.Done], _standard.Decide(settle));
    }

    [Theory]
    [InlineData("unread")]
    [InlineData("inFlight")]
    [InlineData("returned")]
    [InlineData("delayed")]
    public void Peek_WhenAMessageOutlivesTheRetention_DoesNotShowIt(string how)
    {
        Arrange(how);
        _standard.Wait(60);
        foreach (PeekState state in Enum.GetValues<PeekState>())
            Assert.Empty(_standard.Do(new PeekCommand(state, default, 10)));
        Assert.Empty(_standard.Do(new LocateCommand([new SequenceNumber(1)])));
        Assert.Empty(_standard.Receive());
    }

    [Theory]
    [InlineData(ReceiptUse.Latest)]
    [InlineData(ReceiptUse.Any)]
    public void Acknowledge_WhenTheMessageHasOutlivedTheRetention_FindsItGone(ReceiptUse use)
    {
        _standard.Send("a");
        Delivery delivery = Assert.Single(_standard.Receive(timeout: 3600));
        _standard.Wait(60);
        Assert.Equal([ReceiptHold.Gone], _standard.Do(new AcknowledgeCommand([delivery.Receipt()], use)));
        Assert.Equal(
            [ReceiptHold.Gone],
            _standard.Do(new ExtendCommand([delivery.Receipt()], [TimeSpan.FromSeconds(5)], use)));
        Assert.Equal([ReceiptHold.Gone], _standard.Do(new ReleaseCommand([delivery.Receipt()], default, use)));
    }

    [Fact]
    public void Send_WhenSomethingHasExpired_TakesItOutInTheSameFrame()
    {
        Arrange("inFlight");
        _standard.Wait(60);
        _standard.Send("b");
        Assert.False(_standard.State.HasExpired);
        Assert.Equal(_standard.State.Bytes, _standard.State.StoredBytes);
    }

    [Fact]
    public void Receive_WhenItIsRepeatedAfterTheRetention_BringsNothing()
    {
        _standard.Send("a");
        ReceiveCommand Receive() => new(
            1, TimeSpan.FromSeconds(100), null, CancellationToken.None, KeyHash.Of("again"));
        Assert.Single(_standard.Do(Receive()));
        _standard.Wait(59);
        Assert.Single(_standard.Do(Receive()));
        _standard.Wait(1);
        Assert.Empty(_standard.Do(Receive()));
    }

    [Fact]
    public void Configure_WhenTheRetentionIsRaised_BringsBackNothing()
    {
        _standard.Send("old");
        Arrange("inFlight");
        _standard.Wait(60);
        _standard.Do(new ConfigureCommand(
            QueueName.Parse("q"), 2, Minute with { Retention = TimeSpan.FromHours(1) }));
        Assert.True(_standard.Do(new StatsCommand()).IsEmpty);
        Assert.Empty(_standard.State.Touched);
    }

    [Fact]
    public void Configure_WhenTheRetentionIsLowered_CountsForWhatIsThere()
    {
        _standard.Send("a", "b");
        _standard.Receive(max: 1, timeout: 3600);
        _standard.Wait(30);
        _standard.Send("young");
        _standard.Do(new ConfigureCommand(
            QueueName.Parse("q"), 2, Minute with { Retention = TimeSpan.FromSeconds(30) }));
        Assert.Equal([3], _standard.ReceiveNumbers());
    }

    /// <summary>The process that commits may have a clock behind that of the one that follows.</summary>
    [Fact]
    public void Apply_WhenAnEventIsAboutAMessageThatIsHiddenHere_FollowsIt()
    {
        _standard.Send("unread", "held");
        _standard.Receive(max: 1, timeout: 3600);
        _standard.State.Advance(_standard.Now + TimeSpan.FromMinutes(2));
        Assert.True(_standard.State.HasExpired);
        Assert.Equal(0, _standard.State.Visible + _standard.State.InFlight);

        // As of the log it is still the minute before.
        Timestamp then = _standard.State.LastTime + TimeSpan.FromSeconds(1);
        _standard.State.Apply(
            _standard.State.LastFrame.Next,
            then,
            [
                new Extended(new SequenceNumber(1), then + TimeSpan.FromHours(1)),
                new Delivered(then + TimeSpan.FromHours(1), [new(new SequenceNumber(2), FirstTouch: true, Length: 6)]),
            ]);
        Assert.Equal(2, _standard.State.Touched.Count());
        Assert.Equal(0, _standard.State.InFlight);
        _standard.State.Apply(
            _standard.State.LastFrame.Next, then, [new Acknowledged([new SequenceNumber(1), new SequenceNumber(2)])]);
        Assert.False(_standard.State.HasExpired);
        Assert.Equal(0, _standard.State.StoredBytes);
    }

    [Fact]
    public void Apply_WhenTheRetentionIsRaisedByAProcessWithAClockBehind_ShowsAgainWhatWasHidden()
    {
        _fifo.SendFifo("g:a", "g:b", "h:c");
        _fifo.Receive(max: 1, timeout: 1);
        _fifo.State.Advance(_fifo.Now + TimeSpan.FromMinutes(2));
        Assert.Equal(0, _fifo.State.Visible);
        _fifo.State.Apply(
            _fifo.State.LastFrame.Next,
            _fifo.State.LastTime,
            [new Configured(QueueName.Parse("q.fifo"), 2, Minute with { Retention = TimeSpan.FromHours(1) })]);
        Assert.Equal(3, _fifo.State.Visible);
        Assert.False(_fifo.State.HasExpired);
    }

    [Fact]
    public void OldestAt_WhenRunsAreNotByAge_IsThatOfTheOldest()
    {
        ArriveCommand arrival = new(
            new(7, 0),
            new TransferNumber(1),
            [
                new Arrival(new byte[1], new MessageTraits { EnqueuedAt = _standard.Now + TimeSpan.FromSeconds(-10) }),
                new Arrival(new byte[1], new MessageTraits { EnqueuedAt = _standard.Now + TimeSpan.FromSeconds(-50) }),
                new Arrival(new byte[1], new MessageTraits { EnqueuedAt = _standard.Now + TimeSpan.FromSeconds(-30) }),
            ]);
        _standard.Do(arrival);
        Assert.Equal(_standard.Now + TimeSpan.FromSeconds(-50), _standard.State.OldestAt);
        _standard.Wait(10);
        Assert.Equal(2, _standard.Do(new StatsCommand()).Visible);
        Assert.Equal([1, 3], _standard.ReceiveNumbers());
        _standard.Wait(20);
        Assert.Equal(1, _standard.Do(new StatsCommand()).InFlight);
    }

    [Fact]
    public void Expire_WhenTheFrameHasNoRoomForAll_GoesOnInTheNext()
    {
        _standard.Send("a", "b", "c");
        _standard.Receive(timeout: 3600);
        _standard.Bounds = new PartitionLimits { FrameMessages = 2 };
        _standard.Wait(60);
        Assert.Equal([Decision.Defer], _standard.Decide(new ExpireCommand()));
        Assert.Single(_standard.State.Touched);
        Assert.Equal([Decision.Done], _standard.Decide(new ExpireCommand()));
        Assert.Empty(_standard.State.Touched);
    }

    private void Arrange(string how)
    {
        bool Is(string other) => string.Equals(how, other, StringComparison.Ordinal);
        if (Is("delayed"))
        {
            _standard.Do(HarnessCommands.Sending("q", HarnessCommands.Message("a", delay: 600)));
            return;
        }

        _standard.Send("a");
        if (Is("unread"))
            return;
        Delivery delivery = _standard.Receive(timeout: 3600)[^1];
        if (Is("returned"))
            Assert.True(_standard.Release(delivery));
    }
}
