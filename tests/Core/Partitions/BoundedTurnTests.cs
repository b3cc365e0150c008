using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Drafts;
using QueueService.Partitions.Settings;
using QueueService.Replication;
using QueueService.Storage;
using QueueService.Transfers;

namespace QueueService.Tests.Core.Partitions;

/// <summary>No decision is larger than a frame, whatever there is to decide.</summary>
public sealed class BoundedTurnTests
{
    private static readonly QueueSettings Dying = new()
    {
        DeadLetter = new DeadLetterSetting(QueueName.Parse("dead"), 1),
    };

    [Fact]
    public async Task Receive_WhenMoreDeadLettersAreThereThanAFrameHolds_SetsThemAsideFrameByFrame()
    {
        PartitionHarness queue = Dead(7, "live");
        queue.Bounds = new PartitionLimits { FrameMessages = 3 };
        ReceiveCommand receive = HarnessCommands.Receiving(max: 1);
        Assert.Equal([Decision.Defer], queue.Decide(receive));
        Assert.Equal(3, queue.State.Leaving);
        Assert.Equal([Decision.Defer], queue.Decide(receive));
        Assert.Equal(6, queue.State.Leaving);
        Assert.Equal([Decision.Done], queue.Decide(receive));
        Assert.Equal(7, queue.State.Leaving);
        Assert.Equal([8], (await receive.Reply).Select(delivery => delivery.Sequence.Value));
    }

    [Fact]
    public void Receive_WhenSomethingWasFoundBeforeTheFrameIsFull_AnswersAtOnce()
    {
        PartitionHarness queue = new(new QueueSettings());
        queue.Send("live", "a", "b", "c");
        IReadOnlyList<Delivery> all = queue.Receive();
        Assert.All(all, delivery => Assert.True(queue.Release(delivery)));
        queue.Send("fresh");
        queue.DeadLetterTarget = new MoveTarget(9, 1, IsFifo: false);
        queue.Do(new ConfigureCommand(QueueName.Parse("q"), 2, Dying with
        {
            DeadLetter = new DeadLetterSetting(QueueName.Parse("dead"), 1),
        }));
        queue.Bounds = new PartitionLimits { FrameEventBytes = 200 };
        Assert.Equal([5], queue.ReceiveNumbers(max: 10));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Receive_WhenAQuarterOfAMillionMessagesAreDead_WritesFramesWithinTheirBound(bool isFifo)
    {
        // Past message 2^20 a reference has four bytes: 131,073 of them are more than 512 KiB.
        const int Count = 134_000;
        PartitionHarness queue = new(new QueueSettings(), isFifo ? "q.fifo" : "q")
        {
            IsChecked = false, Bounds = new PartitionLimits { Delayed = Count },
        };
        queue.SkipTo(new SequenceNumber(1 << 20));
        for (int n = 0; n < Count; n += 100)
            queue.Do(HarnessCommands.Sending(isFifo ? "q.fifo" : "q", [.. Hundred(n, isFifo)]));
        for (int n = 0; n < Count; n += 100)
        {
            Receipt[] receipts = [.. queue.Receive(max: 100).Select(delivery => delivery.Receipt())];
            queue.Do(new ReleaseCommand(receipts, TimeSpan.FromSeconds(90)));
        }

        queue.Wait(90);
        queue.DeadLetterTarget = new MoveTarget(9, 4, isFifo);
        queue.Do(new ConfigureCommand(QueueName.Parse(isFifo ? "q.fifo" : "q"), 2, Dying with
        {
            DeadLetter = new DeadLetterSetting(QueueName.Parse(isFifo ? "dead.fifo" : "dead"), 1),
        }));
        int frames = queue.Frames.Count;
        Assert.Empty(queue.Receive());
        Assert.Equal(Count, queue.State.Leaving);
        Assert.Equal(Count / Limits.MaxFrameMessages, queue.Frames.Count - frames);
        Assert.All(queue.Frames.Skip(2), frame => Assert.InRange(frame.Length, 1, Limits.MaxFrameEventBytes));
    }

    [Fact]
    public void EndTransfer_WhenSomeHaveArrived_ClaimsNoOthers()
    {
        PartitionHarness queue = Dead(5);
        Assert.Empty(queue.Receive());
        PartitionId dead = new(9, 0);
        EndTransferCommand first = new(dead, new TransferNumber(2));
        EndTransferCommand second = new(dead, new TransferNumber(1));
        Assert.Equal([Decision.Done, Decision.Defer], queue.Decide(first, second));
        Assert.Equal(3, queue.State.Leaving);
    }

    [Fact]
    public void EndTransfer_WhenTheDestinationOfManyIsGone_BringsThemBackFrameByFrame()
    {
        PartitionHarness queue = Dead(7);
        Assert.Empty(queue.Receive());
        queue.Bounds = new PartitionLimits { FrameMessages = 3 };
        EndTransferCommand gone = new(new PartitionId(9, 0), null);
        Assert.Equal([Decision.Defer], queue.Decide(gone));
        Assert.Equal((3L, 4L), (queue.State.Visible, queue.State.Leaving));
        queue.Restart();
        Assert.Equal([Decision.Defer], queue.Decide(gone));
        Assert.Equal([Decision.Done], queue.Decide(gone));
        Assert.Equal((7L, 0L), (queue.State.Visible, queue.State.Leaving));
        queue.DeadLetterTarget = null;
        Assert.Equal([1, 2, 3, 4, 5, 6, 7], queue.ReceiveNumbers());
    }

    [Fact]
    public void EndTransfer_WhenTheFrameIsFullAlready_WaitsForTheNext()
    {
        PartitionHarness queue = Dead(4, "a", "b");
        Assert.Equal(2, queue.Receive().Count);
        queue.Send("c", "d");
        queue.Bounds = new PartitionLimits { FrameMessages = 2 };
        EndTransferCommand gone = new(new PartitionId(9, 0), null);
        Assert.Equal([Decision.Done, Decision.Defer], queue.Decide(HarnessCommands.Receiving(), gone));
        Assert.Equal(4, queue.State.Leaving);
        Assert.True(queue.Do(gone));
        Assert.Equal(0, queue.State.Leaving);
    }

    [Fact]
    public void EndTransfer_WhileTheStoreIsAtTheFirstLevel_BringsBackAllAtOnceAsItsProgramsCanRead()
    {
        PartitionHarness queue = Dead(7);
        Assert.Empty(queue.Receive());
        queue.Bounds = new PartitionLimits { FrameMessages = 3 };
        Assert.Equal(
            [Decision.Done], queue.Decide(new EndTransferCommand(new PartitionId(9, 0), null, writesReturned: false)));
        Assert.Equal((7L, 0L), (queue.State.Visible, queue.State.Leaving));
    }

    /// <summary>A queue with messages that were received as often as may be, and others behind them.</summary>
    private static PartitionHarness Dead(int count, params string[] others)
    {
        PartitionHarness queue = new(Dying) { DeadLetterTarget = new MoveTarget(9, 1, IsFifo: false) };
        queue.Send([.. Enumerable.Range(0, count).Select(n => $"{n}")]);
        queue.Receive(timeout: 0);
        if (others.Length > 0)
            queue.Send(others);
        return queue;
    }

    private static IEnumerable<QueueService.Partitions.Messages.NewMessage> Hundred(int first, bool isFifo) =>
        Enumerable.Range(first, 100).Select(n => isFifo
            ? HarnessCommands.Message("m", $"g{n}", $"{n}")
            : HarnessCommands.Message("m"));
}
