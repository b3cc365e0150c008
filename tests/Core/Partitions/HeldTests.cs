using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Drafts;
using QueueService.Partitions.Messages;
using QueueService.Partitions.Moves;
using QueueService.Partitions.Settings;
using QueueService.Partitions.State;
using QueueService.Storage;

namespace QueueService.Tests.Core.Partitions;

/// <summary>Dead letters of a queue that are held until they know where an exchange leads.</summary>
public sealed class HeldTests
{
    private static readonly DeadLetterSetting Setting = new(ExchangeName.Parse("x"), 1) { RoutingKey = "k" };
    private static readonly PartitionId One = new(2, 0);
    private static readonly PartitionId Other = new(3, 0);
    private readonly PartitionHarness _queue = new(new QueueSettings { DeadLetter = Setting });

    [Fact]
    public void Receive_WhenReceivedTooOften_HoldsTheMessage()
    {
        _queue.Send("a", "b");
        _queue.Receive();
        _queue.Wait(31);

        Assert.Empty(_queue.Receive());

        Assert.Equal((0L, 0L, 2), (_queue.State.Visible, _queue.State.InFlight, _queue.State.HeldSet.Count));
        Assert.Null(_queue.State.NextVisible);
        Assert.NotNull(_queue.State.NextExpiry);
        Assert.Equal([1L, 2L], Held());
        _queue.Wait(100_000);
        _queue.Restart();
        Assert.Empty(_queue.Receive());
    }

    [Fact]
    public void Receive_InAFifoQueue_GoesOnWithTheGroupBehindAHeldMessage()
    {
        PartitionHarness queue = new(new QueueSettings { DeadLetter = Setting }, "q.fifo");
        queue.SendFifo("g:a", "g:b");
        queue.Receive(1);
        queue.Wait(31);

        Assert.Equal([2], queue.ReceiveNumbers());
        Assert.Equal(1, queue.State.HeldSet.Count);
    }

    [Fact]
    public void Hold_WhenTheRetentionIsOver_IsGone()
    {
        Die("a");
        _queue.Wait(_queue.State.Settings.Retention.TotalSeconds + 1);
        _queue.Send("b");

        Assert.Equal((0, false), (_queue.State.HeldSet.Count, _queue.State.HasExpired));
        Assert.Equal([2], _queue.ReceiveNumbers());
    }

    [Fact]
    public void Forward_ToTwoPartitions_IsGoneOnceBothHaveIt()
    {
        Die("a", "b");

        Forward(1, One, Other);
        Forward(1, One);
        _queue.Restart();

        MessageBatch[] batches = [.. _queue.Do(new ReadOutboxCommand())];
        Assert.Equal(new HashSet<PartitionId>([One, Other]), batches.Select(batch => batch.Destination).ToHashSet());
        Assert.All(batches, batch => Assert.Equal(
            (new Forward("x", "k"), 0), (batch.Items[0].Traits.Forward, batch.Items[0].Traits.PriorReceives)));
        Assert.Equal([2L], Held());
        Arrive(One);
        Assert.Equal(1, _queue.State.Leaving);
        _queue.Restart();
        Arrive(Other);
        Assert.Equal((0L, 1), (_queue.State.Leaving, _queue.State.Touched.Count()));
    }

    [Fact]
    public void EndTransfer_WhenTheOnlyDestinationIsGone_HoldsTheMessageAgain()
    {
        Die("a");
        Forward(1, One);
        _queue.Restart();

        _queue.Do(new EndTransferCommand(One, null));

        Assert.Equal([1L], Held());
        Assert.Null(Assert.Single(_queue.State.Touched).Traits);
        Assert.Empty(_queue.Receive());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void EndTransfer_WhenOneOfTwoDestinationsIsGone_LetsTheMessageGo(bool isArrivedFirst)
    {
        Die("a");
        Forward(1, One, Other);
        if (isArrivedFirst)
            Arrive(Other);
        _queue.Restart();
        _queue.Do(new EndTransferCommand(One, null));
        _queue.Restart();
        if (!isArrivedFirst)
            Arrive(Other);

        Assert.Empty(_queue.State.Touched);
        Assert.Equal(0, _queue.State.Leaving);
    }

    [Fact]
    public void EndTransfer_WhenBothDestinationsAreGone_HoldsTheMessageAgain()
    {
        Die("a");
        Forward(1, One, Other);
        _queue.Do(new EndTransferCommand(One, null));
        _queue.Restart();
        _queue.Do(new EndTransferCommand(Other, null));

        Assert.Equal([1L], Held());
    }

    [Fact]
    public void Forward_WhenTheSettingIsAnother_DoesNothing()
    {
        Die("a");

        Assert.False(_queue.Do(new ForwardCommand(
            Setting with { RoutingKey = null }, [new HeldWay(new SequenceNumber(1), [One])])));

        Assert.Equal([1L], Held());
    }

    [Fact]
    public void Forward_ToNowhere_LetsTheMessageGo()
    {
        Die("a", "b");

        Forward(1);

        Assert.Equal([2L], Held());
        Assert.Single(_queue.State.Touched);
    }

    [Fact]
    public void Forward_LongAfterDeath_TellsWhenAndHowOftenReceived()
    {
        Die("a");
        Timestamp died = _queue.State.LastTime;
        _queue.Wait(1000);
        _queue.Restart();

        Forward(1, One, Other);
        _queue.Wait(1000);
        _queue.Restart();

        Origin expected = new("q", MoveReason.MaxReceiveCount, died, 1);
        Assert.All(
            _queue.Do(new ReadOutboxCommand()), batch => Assert.Equal(expected, batch.Items[0].Traits.Origin));
        _queue.Do(new EndTransferCommand(One, null));
        _queue.Do(new EndTransferCommand(Other, null));
        Forward(1, One);
        Assert.Equal(expected, Assert.Single(_queue.Do(new ReadOutboxCommand())).Items[0].Traits.Origin);
    }

    [Fact]
    public void Receive_WithoutACount_NeverSetsAside()
    {
        PartitionHarness queue = new(new QueueSettings { DeadLetter = Setting with { MaxReceiveCount = null } });
        queue.Send("a");
        for (int n = 0; n < 10; n++)
        {
            Assert.Equal([1], queue.ReceiveNumbers());
            queue.Wait(31);
        }
    }

    [Fact]
    public void Delete_WhenHeld_LetsTheMessageGo()
    {
        Die("a", "b");

        Assert.Equal([DeleteStatus.Deleted], _queue.Do(new DeleteCommand([new SequenceNumber(1)])));
        _queue.Do(new PurgeCommand());

        Assert.Empty(_queue.State.Touched);
        Assert.Equal(0, _queue.State.HeldSet.Count);
    }

    [Fact]
    public void Edit_WhenHeld_StaysHeldWithTheNewContent()
    {
        Die("a", "b");
        Timestamp died = _queue.State.LastTime;
        _queue.Wait(10);

        Assert.Equal(EditStatus.Done, Edit(target: null));
        _queue.Restart();

        Assert.Equal([1L, 2L], Held());
        Assert.Empty(_queue.Receive());
        HeldMessage edited = _queue.Do(new ReadHeldCommand(default, 1)).Messages[0];
        Assert.Equal((_queue.State.LastFrame, 0), (edited.Frame, edited.Index));
        Forward(1, One);
        Assert.Equal(died, Assert.Single(_queue.Do(new ReadOutboxCommand())).Items[0].Traits.Origin!.MovedAt);
        Assert.Equal(EditStatus.Gone, Edit(target: null));
    }

    [Fact]
    public void Edit_WithAReplay_SendsAHeldMessageToItsDestination()
    {
        Die("a");

        Assert.Equal(EditStatus.Done, Edit(Target(One)));
        _queue.Restart();

        Assert.Empty(Held());
        MessageTraits traits = Assert.Single(_queue.Do(new ReadOutboxCommand())).Items[0].Traits;
        Assert.Equal((null, "ann"), (traits.Origin, traits.Replays!.By));
        Arrive(One);
        Assert.Empty(_queue.State.Touched);
    }

    [Fact]
    public void Move_WhenHeld_SendsTheMessageOn()
    {
        Die("a", "b");

        Assert.Equal(
            [new SequenceNumber(2)], _queue.Do(new MoveCommand([new MoveItem(new(2), 1, null, Target(One))])));

        Assert.Equal([1L], Held());
        _queue.Restart();
        Arrive(One);
        Assert.Single(_queue.State.Touched);
    }

    [Fact]
    public void Move_WhenItsDestinationIsGone_MayBeReceivedAndDiesAgain()
    {
        Die("a");
        _queue.Do(new MoveCommand([new MoveItem(new(1), 1, null, Target(One))]));

        _queue.Do(new EndTransferCommand(One, null));
        _queue.Restart();

        Assert.Empty(Held());
        Assert.Empty(_queue.Receive());
        Assert.Equal([1L], Held());
    }

    private EditStatus Edit(MoveTarget? target)
    {
        MessageEntry entry = _queue.State.Find(new SequenceNumber(1))!;
        return _queue.Do(new EditCommand(new MessageEditing(
            new MessageVersion(0, entry.Sequence, entry.Frame, entry.Index, entry.ReceiveCount),
            entry.Length,
            entry.Traits,
            new EditedContent(new byte[] { 1, 1 }, "new"u8.ToArray(), 3),
            target,
            "ann")));
    }

    private static MoveTarget Target(PartitionId partition) => new(partition.Incarnation, 1, IsFifo: false);

    private void Die(params string[] bodies)
    {
        _queue.Send(bodies);
        _queue.Receive();
        _queue.Wait(31);
        Assert.Empty(_queue.Receive());
        Assert.Equal(bodies.Length, _queue.State.HeldSet.Count);
    }

    private void Forward(long message, params PartitionId[] destinations) => Assert.True(
        _queue.Do(new ForwardCommand(Setting, [new HeldWay(new SequenceNumber(message), destinations)])));

    private void Arrive(PartitionId destination) => _queue.Do(
        new EndTransferCommand(destination, _queue.State.FindOutbox(destination)!.Next.Plus(-1)));

    private IEnumerable<long> Held() =>
        _queue.Do(new ReadHeldCommand(default, 10)).Messages.Select(message => message.Sequence.Value);
}
