using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Drafts;
using QueueService.Storage;

namespace QueueService.Tests.Core.Partitions;

/// <summary>What cannot be delivered because its group is blocked is not loaded.</summary>
public sealed class SkippedMessagesTests
{
    private readonly PartitionHarness _queue = new(queue: "q.fifo")
    {
        Bounds = new PartitionLimits { GroupLookAhead = 1 },
    };

    [Fact]
    public void Receive_WhenAGroupIsBlocked_LoadsNoneOfItAndBringsAnotherGroup()
    {
        Delivery held = Block(50);
        _queue.SendFifo("other:x");
        int loads = _queue.Loads;
        Assert.Equal([52], _queue.ReceiveNumbers());
        Assert.Equal(1, _queue.Loads - loads);
        Assert.Empty(_queue.Receive());
        Assert.Equal(1, _queue.Loads - loads);
        Assert.True(_queue.Acknowledge(held));
        Assert.Equal(Enumerable.Range(2, 10).Select(n => (long)n), _queue.ReceiveNumbers());
    }

    [Fact]
    public void Receive_WhenTheGroupIsFreeAgain_BringsItInOrder()
    {
        Delivery held = Block(5);
        Assert.Empty(_queue.Receive());
        _queue.SendFifo("g:late", "h:other");
        Assert.Equal([8], _queue.ReceiveNumbers());
        Assert.True(_queue.Release(held));
        Assert.Equal([1, 2, 3], _queue.ReceiveNumbers(max: 3));
    }

    [Fact]
    public void Receive_WhenSkippedMessagesAreGone_GoesOnWithWhatIsLeft()
    {
        Delivery held = Block(3);
        Assert.Empty(_queue.Receive());
        _queue.Do(new PurgeCommand());
        _queue.SendFifo("g:new");
        Assert.Equal([5], _queue.ReceiveNumbers());
        Assert.False(_queue.Acknowledge(held));
    }

    [Fact]
    public void Receive_WhenAFrameHasSeveralGroups_KeepsTheOrderOfEach()
    {
        Delivery held = Block(2);
        Assert.Empty(_queue.Receive());
        _queue.Do(HarnessCommands.Sending(
            "q.fifo", HarnessCommands.Message("b", "h", "1"), HarnessCommands.Message("c", "g", "2")));
        Assert.Equal([4], _queue.ReceiveNumbers());
        Assert.True(_queue.Acknowledge(held));
        Assert.Equal([2, 3, 5], _queue.ReceiveNumbers());
    }

    [Fact]
    public void Receive_WhenTheGroupsOfMessagesAreNotKnown_ReadsThemAndKeepsTheirOrder()
    {
        Delivery held = Block(4);
        _queue.SendFifo("h:other");
        _queue.Restart();
        Assert.Equal([6], _queue.ReceiveNumbers());
        Assert.True(_queue.Acknowledge(held));
        Assert.Equal([2, 3, 4, 5], _queue.ReceiveNumbers());
    }

    [Fact]
    public void Receive_WhenAllThatIsLoadedWaitsForSkippedOnes_LoadsThose()
    {
        PartitionHarness queue = new(queue: "q.fifo")
        {
            Bounds = new PartitionLimits { GroupLookAhead = 1, Loaded = 1 },
        };
        queue.SendFifo("g:1");
        Delivery held = Assert.Single(queue.Receive());
        queue.SendFifo("g:2");
        queue.Do(HarnessCommands.Sending(
            "q.fifo", HarnessCommands.Message("3", "g", "1"), HarnessCommands.Message("4", "h", "2")));
        Assert.True(queue.Acknowledge(Assert.Single(queue.Receive())));
        queue.Do(HarnessCommands.Sending(
            "q.fifo", HarnessCommands.Message("5", "x", "3"), HarnessCommands.Message("6", "y", "4")));

        // The group of this one can be served, once what was sent before it is loaded.
        queue.SendFifo("z:7");
        MoveTarget elsewhere = new(2, 1, IsFifo: true);
        KeyHash z = KeyHash.Of("z");
        Assert.Single(queue.Do(new MoveCommand(
            [new MoveItem(new SequenceNumber(7), 4, new MessageTraits { Group = z }, elsewhere)])));
        queue.Do(new EndTransferCommand(new PartitionId(2, 0), null));

        Assert.True(queue.Acknowledge(held));
        Assert.Equal([2, 3], queue.ReceiveNumbers(max: 2));
    }

    /// <summary>A message of the group in flight, and some behind it that nobody has loaded.</summary>
    private Delivery Block(int behind)
    {
        _queue.SendFifo("g:first");
        Delivery held = Assert.Single(_queue.Receive());
        for (int n = 0; n < behind; n++)
            _queue.SendFifo($"g:{n}");
        return held;
    }
}
