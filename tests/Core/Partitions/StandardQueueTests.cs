using QueueService.Partitions.Commands;
using QueueService.Partitions.Messages;
using QueueService.Partitions.Settings;
using QueueService.Replication;

namespace QueueService.Tests.Core.Partitions;

public sealed class StandardQueueTests
{
    private readonly PartitionHarness _queue = new();

    [Fact]
    public void Receive_WhenMessagesAreThere_HandsThemOutInOrderOnce()
    {
        _queue.Send("a", "b");
        _queue.Send("c");
        Assert.Equal([1, 2], _queue.ReceiveNumbers(max: 2));
        Assert.Equal([3], _queue.ReceiveNumbers());
        Assert.Empty(_queue.Receive());
        Assert.Equal(3, _queue.State.InFlight);
    }

    [Fact]
    public void Receive_WhenTheVisibilityTimeoutRanOut_HandsOutAgainWithAHigherCount()
    {
        _queue.Send("a");
        Delivery first = Assert.Single(_queue.Receive(timeout: 5));
        _queue.Wait(4.9);
        Assert.Empty(_queue.Receive());
        _queue.Wait(0.1);
        Delivery second = Assert.Single(_queue.Receive());
        Assert.Equal(2, second.ReceiveCount);
        Assert.Equal(first.FirstReceivedAt, second.FirstReceivedAt);
        Assert.False(_queue.Acknowledge(first));
        Assert.True(_queue.Acknowledge(second));
        Assert.False(_queue.Acknowledge(second));
        Assert.Equal(0, _queue.State.Bytes);
    }

    [Fact]
    public void Acknowledge_WhenTheTimeoutRanOutButNobodyReceivedIt_StillHolds()
    {
        _queue.Send("a");
        Delivery delivery = Assert.Single(_queue.Receive(timeout: 5));
        _queue.Wait(60);
        Assert.True(_queue.Acknowledge(delivery));
        Assert.Empty(_queue.Receive());
    }

    [Fact]
    public void Extend_WhenInFlight_CountsFromNow()
    {
        _queue.Send("a");
        Delivery delivery = Assert.Single(_queue.Receive(timeout: 5));
        _queue.Wait(4);
        Assert.True(_queue.Extend(delivery, 10));
        _queue.Wait(9);
        Assert.Empty(_queue.Receive());
        _queue.Wait(1);
        Assert.Single(_queue.Receive());
    }

    [Theory]
    [InlineData(0.9, 100, ReceiptHold.Held)]
    [InlineData(1, 100, ReceiptHold.Refused)]
    [InlineData(1, 99, ReceiptHold.Held)]
    [InlineData(200, 1, ReceiptHold.Refused)]
    [InlineData(200, 0, ReceiptHold.Held)]
    public void Extend_WhenTheTotalIsBounded_CountsItFromTheDelivery(double later, double seconds, object expected)
    {
        _queue.Send("a");
        Delivery delivery = Assert.Single(_queue.Receive(timeout: 50));
        _queue.Wait(later);
        ExtendCommand extend = new(
            [delivery.Receipt()], [TimeSpan.FromSeconds(seconds)], total: TimeSpan.FromSeconds(100));
        Assert.Equal(expected, _queue.Do(extend)[0]);
    }

    [Fact]
    public void Release_WhenADelayIsGiven_ComesBackAfterIt()
    {
        _queue.Send("a");
        Delivery delivery = Assert.Single(_queue.Receive());
        Assert.True(_queue.Release(delivery, 7));
        Assert.Equal(1, _queue.State.Delayed);
        Assert.False(_queue.Acknowledge(delivery));
        _queue.Wait(7);
        Assert.Single(_queue.Receive());
    }

    [Fact]
    public void Receive_WhenTheTimeoutIsZero_LeavesTheMessageVisible()
    {
        _queue.Send("a");
        Assert.Equal([1], _queue.ReceiveNumbers(timeout: 0));
        Assert.Equal([1], _queue.ReceiveNumbers(timeout: 0));
        Assert.Equal(1, _queue.State.Visible);
    }

    [Fact]
    public void Send_WhenDelayed_IsReceivedAfterTheDelay()
    {
        _queue.Do(
            HarnessCommands.Sending("q", HarnessCommands.Message("late", delay: 3), HarnessCommands.Message("now")));
        Assert.Equal([2], _queue.ReceiveNumbers());
        Assert.Equal(1, _queue.State.Delayed);
        _queue.Wait(3);
        Assert.Equal([1], _queue.ReceiveNumbers());
    }

    [Fact]
    public void Decide_WhenTwoCommandsWantTheSameMessage_DefersTheSecond()
    {
        _queue.Send("a");
        Delivery delivery = Assert.Single(_queue.Receive());
        AcknowledgeCommand acknowledge = new([delivery.Receipt()]);
        ExtendCommand extend = new([delivery.Receipt()], [TimeSpan.FromSeconds(9)]);
        Assert.Equal([Decision.Done, Decision.Defer], _queue.Decide(acknowledge, extend));
        Assert.Equal(ReceiptHold.Gone, _queue.Do(extend)[0]);
    }

    [Fact]
    public async Task Decide_WhenReceivesShareADraft_NeverHandOutTheSameMessage()
    {
        _queue.Send("a", "b", "c");
        ReceiveCommand[] receives = [.. Enumerable.Range(0, 4).Select(_ => HarnessCommands.Receiving(max: 1))];
        _queue.Decide([.. receives]);
        Assert.Equal([1, 2, 3], (await Task.WhenAll(receives.Select(receive => receive.Reply)))
            .SelectMany(found => found)
            .Select(delivery => delivery.Sequence.Value));
    }

    [Fact]
    public void Acknowledge_WhenTheSameReceiptComesTwice_CountsOnce()
    {
        _queue.Send("a");
        Delivery delivery = Assert.Single(_queue.Receive());
        Assert.Equal([ReceiptHold.Held, ReceiptHold.Ended], _queue.Do(
            new AcknowledgeCommand([delivery.Receipt(), delivery.Receipt()])));
    }

    [Fact]
    public void Receive_WhenRetentionIsOver_FindsNothingAndForgetsTheMessages()
    {
        PartitionHarness queue = new(new QueueSettings { Retention = TimeSpan.FromSeconds(60) });
        queue.Send("a", "b");
        queue.Receive(max: 1, timeout: 120);
        queue.Wait(60);
        Assert.Empty(queue.Receive());
        queue.Wait(60);
        Assert.Empty(queue.Receive());
        Assert.Equal(0, queue.State.Bytes);
    }

    [Fact]
    public void Purge_WhenMessagesAreInAllStates_TakesAllOut()
    {
        _queue.Send("a", "b", "c");
        _queue.Receive(max: 1);
        _queue.Do(HarnessCommands.Sending("q", HarnessCommands.Message("d", delay: 5)));
        _queue.Do(new PurgeCommand());
        PartitionStats stats = StatsCommand.Count(_queue.State);
        Assert.Equal((0L, 0L, 0L, 0L), (stats.Visible, stats.InFlight, stats.Delayed, stats.Bytes));
        _queue.Send("e");
        Assert.Equal([5], _queue.ReceiveNumbers());
    }

    [Fact]
    public void Send_WhenTheIdWasUsedWithinFiveMinutes_IsADuplicate()
    {
        SendCommand Sending() => HarnessCommands.Sending("q", HarnessCommands.Message("x", id: "one"));
        Assert.False(_queue.Do(Sending())[0].Deduplicated);
        _queue.Wait(299);
        SentItem duplicate = _queue.Do(Sending())[0];
        Assert.True(duplicate.Deduplicated);
        Assert.Equal(1, duplicate.Sequence.Value);
        _queue.Wait(1);
        Assert.False(_queue.Do(Sending())[0].Deduplicated);
    }

    [Fact]
    public void Send_WhenOneMessageIsTooLarge_StoresNone()
    {
        PartitionHarness queue = new(new QueueSettings { MaxMessageBytes = 1024 });
        SendCommand send = HarnessCommands.Sending(
            "q", HarnessCommands.Message("fine"), HarnessCommands.Message(new string('x', 1025)));
        BrokerException refused = Assert.Throws<BrokerException>(() => queue.Do(send));
        Assert.Equal(BrokerErrorCode.MessageTooLarge, refused.Code);
        Assert.Empty(queue.Receive());
    }

    [Fact]
    public void Peek_WhenMessagesAreInAllStates_ShowsEachInItsOwn()
    {
        _queue.Send("a", "b", "c");
        Delivery first = _queue.Receive(max: 1)[0];
        _queue.Do(HarnessCommands.Sending("q", HarnessCommands.Message("d", delay: 5)));
        Assert.Equal([2, 3], Peek(PeekState.Visible));
        Assert.Equal([1], Peek(PeekState.InFlight));
        Assert.Equal([4], Peek(PeekState.Delayed));
        _queue.Release(first);
        Assert.Equal([1, 2, 3], Peek(PeekState.Visible));
        Assert.Equal(
            [1, 2], _queue.Do(new PeekCommand(PeekState.Visible, default, 2)).Select(found => found.Sequence.Value));
    }

    private IEnumerable<long> Peek(PeekState state) =>
        _queue.Do(new PeekCommand(state, default, 100)).Select(found => found.Sequence.Value);
}
