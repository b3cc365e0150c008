using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Drafts;
using QueueService.Partitions.Settings;

namespace QueueService.Tests.Core.Partitions;

/// <summary>Messages that a consumer sends to the dead-letter queue, and what it says of them.</summary>
public sealed class RejectTests
{
    private static readonly QueueSettings Settings = new()
    {
        DeadLetter = new DeadLetterSetting(QueueName.Parse("dead"), 2),
    };

    private readonly PartitionHarness _queue = new(Settings) { DeadLetterTarget = new MoveTarget(2, 1, false) };

    [Fact]
    public void Reject_WhenTheReceiptHolds_SendsTheMessageOnItsWayOnce()
    {
        _queue.Send("a", "b");
        Delivery held = Assert.Single(_queue.Receive(1));
        Assert.Equal([ReceiptHold.Held], Reject(held, "no such customer"));
        Assert.Equal([ReceiptHold.Ended], Reject(held, "no such customer"));
        Assert.Equal((1L, 1L), (_queue.State.Visible, _queue.State.Leaving));
        _queue.Restart();
        MessageTraits traits = Leaving();
        Assert.Equal((MoveReason.Rejected, "no such customer"), (traits.Origin!.Reason, traits.Detail));
        Assert.Equal((1, "q"), (traits.PriorReceives, traits.Origin.Queue));
    }

    [Fact]
    public void Release_WhenADetailIsGiven_KeepsTheLastOneForTheDeadLetter()
    {
        _queue.Send("a");
        Assert.Equal([ReceiptHold.Held], Release(Assert.Single(_queue.Receive()), "first"));
        Assert.Equal([ReceiptHold.Held], Release(Assert.Single(_queue.Receive()), "second"));
        _queue.Restart();
        Assert.Empty(_queue.Receive());
        MessageTraits traits = Leaving();
        Assert.Equal((MoveReason.MaxReceiveCount, "second"), (traits.Origin!.Reason, traits.Detail));
    }

    [Fact]
    public void Reject_WhenThereIsNoDeadLetterQueue_IsRefusedAndLosesNothing()
    {
        PartitionHarness without = new();
        without.Send("a");
        Delivery held = Assert.Single(without.Receive());
        Assert.Equal(BrokerErrorCode.NoDeadLetterTarget, Refused(without, held));
        Assert.True(without.Acknowledge(held));
    }

    [Fact]
    public void Reject_WhenTheDeadLetterQueueDoesNotExist_IsRefusedAndLosesNothing()
    {
        _queue.DeadLetterTarget = null;
        _queue.Send("a");
        Delivery held = Assert.Single(_queue.Receive());
        Assert.Equal(BrokerErrorCode.NoDeadLetterTarget, Refused(_queue, held));
        Assert.Equal(1, _queue.State.InFlight);
    }

    private static BrokerErrorCode Refused(PartitionHarness queue, Delivery held) =>
        Assert.Throws<BrokerException>(() => queue.Do(new RejectCommand([held.Receipt()], null))).Code;

    private ReceiptHold[] Reject(Delivery held, string detail) =>
        _queue.Do(new RejectCommand([held.Receipt()], detail));

    private ReceiptHold[] Release(Delivery held, string detail) =>
        _queue.Do(new ReleaseCommand([held.Receipt()], TimeSpan.Zero, detail: detail));

    private MessageTraits Leaving() => Assert.Single(Assert.Single(_queue.Do(new ReadOutboxCommand())).Items).Traits;
}
