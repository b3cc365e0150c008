using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Messages;
using QueueService.Partitions.Settings;
using QueueService.Replication;

namespace QueueService.Tests.Core.Partitions;

/// <summary>
/// A changed delay counts for the messages of a FIFO queue that were never received, and on a standard queue only for
/// new ones ("Amazon SQS delay queues" in the developer guide of SQS).
/// </summary>
public sealed class DelayChangeTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(20, 20)]
    [InlineData(100, 100)]
    public void Configure_WhenTheDelayOfAFifoQueueChanges_CountsFromTheSendOfEachMessage(double delay, double due)
    {
        PartitionHarness queue = Delayed("q.fifo");
        queue.SendFifo("g:a");
        queue.Wait(10);
        Configure(queue, "q.fifo", delay);
        double left = Math.Max(0, due - 10);
        if (left > 0)
        {
            queue.Wait(left - 0.001);
            Assert.Empty(queue.Receive());
            queue.Wait(0.001);
        }

        Assert.Equal([1], queue.ReceiveNumbers());
    }

    [Fact]
    public void Configure_WhenTheDelayIsRaised_HidesWhatWasSentLessThanThatAgo()
    {
        PartitionHarness queue = new(queue: "q.fifo");
        queue.SendFifo("g:a");
        queue.Wait(40);
        queue.SendFifo("h:b", "g:c");
        queue.Wait(10);
        queue.SendFifo("h:d");
        Configure(queue, "q.fifo", 30);
        Assert.Equal((1, 0, 3), Counts(queue));
        Assert.Equal([1], Peek(queue, PeekState.Visible));
        Assert.Equal([2, 3, 4], Peek(queue, PeekState.Delayed));
        Assert.Equal(queue.Now + TimeSpan.FromSeconds(20), queue.State.NextVisible);
        queue.Restart();
        Assert.Equal([1], queue.ReceiveNumbers(timeout: 3600));
        queue.Wait(20);
        Assert.Equal((2, 1, 1), Counts(queue));

        // The first of its group is in flight, so the third waits for it; nobody waits for the fourth.
        Assert.Equal([2], queue.ReceiveNumbers(timeout: 0));
        Assert.Equal([2], queue.ReceiveNumbers(timeout: 3600));
        queue.Wait(10);
        Assert.Equal((2, 2, 0), Counts(queue));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Configure_WhenTheMessagesAreLoaded_HidesThemAllTheSame(bool isMixed)
    {
        PartitionHarness queue = new(queue: "q.fifo");
        if (isMixed)
        {
            queue.Do(HarnessCommands.Sending("q.fifo", HarnessCommands.Message("a", "g", "1"),
                HarnessCommands.Message("b", "h", "2"), HarnessCommands.Message("c", "g", "3")));
        }
        else
        {
            queue.SendFifo("g:a", "h:b", "g:c");
        }

        Assert.Equal([1], queue.ReceiveNumbers(max: 1, timeout: 5));
        queue.Wait(5);
        Configure(queue, "q.fifo", 60);

        // It was received, so the delay is none of its business, nor whether those behind it are hidden.
        Assert.Equal((1, 0, 2), Counts(queue));
        Assert.Equal([1], queue.ReceiveNumbers(timeout: 0));
        Configure(queue, "q.fifo", 30, version: 3);
        queue.Wait(25);
        Assert.Equal([1, 2, 3], queue.ReceiveNumbers().Order());
    }

    [Fact]
    public void Configure_WhenTheDelayIsOver_HidesAMessageAnewThatWaitedForIt()
    {
        PartitionHarness queue = Delayed("q.fifo");
        queue.SendFifo("g:a");
        queue.Wait(60);
        Assert.Equal((1, 0, 0), Counts(queue));
        Configure(queue, "q.fifo", 90);
        Assert.Equal((0, 0, 1), Counts(queue));
        queue.Wait(30);
        Assert.Equal([1], queue.ReceiveNumbers());
    }

    [Fact]
    public void Configure_WhenTheDelayIsRaisedAndLowered_KeepsTheOrderOfEachGroup()
    {
        PartitionHarness queue = new(queue: "q.fifo");
        queue.SendFifo("g:a", "g:b");
        Configure(queue, "q.fifo", 20);
        queue.SendFifo("g:c");
        queue.Bounds = new PartitionLimits { FrameMessages = 1 };
        Configure(queue, "q.fifo", 60, version: 3);
        queue.Wait(20);
        Assert.Empty(queue.Receive());
        Configure(queue, "q.fifo", 0, version: 4);
        queue.Bounds = PartitionLimits.Default;
        Assert.Equal([1, 2, 3], queue.ReceiveNumbers());
    }

    [Fact]
    public void Receive_WhenADelayedMessageIsDueAndOneBeforeItIsHidden_KeepsTheOrderOfTheGroup()
    {
        PartitionHarness queue = new(queue: "q.fifo");
        queue.SendFifo("g:a");
        Configure(queue, "q.fifo", 5);
        queue.SendFifo("g:b", "h:c", "i:d");
        queue.Bounds = new PartitionLimits { FrameMessages = 1 };

        // The change is interrupted after the first of its frames.
        ConfigureCommand change = new(
            QueueName.Parse("q.fifo"), 3, new QueueSettings { Delay = TimeSpan.FromSeconds(60) });
        Assert.Equal([Decision.Defer], queue.Decide(change));
        queue.Wait(5);
        queue.Bounds = PartitionLimits.Default;
        Assert.DoesNotContain(2, queue.ReceiveNumbers());
        Assert.True(queue.Do(change));
        queue.Wait(55);
        Assert.Equal([1, 2, 3, 4], queue.ReceiveNumbers().Order());
    }

    [Fact]
    public void Receive_WhenADelayedMessageStandsBehindUnreadOnes_DeliversThose()
    {
        PartitionHarness queue = new(queue: "q.fifo");
        queue.SendFifo("g:a", "g:b", "h:c");
        Assert.Equal([1], queue.ReceiveNumbers(max: 1, timeout: 3600));
        queue.Restart();
        queue.Wait(60);
        Configure(queue, "q.fifo", 50);
        queue.SendFifo("g:d", "h:e");
        Assert.Equal([3], queue.ReceiveNumbers());
        Assert.True(queue.Do(new AcknowledgeCommand([new Receipt(new SequenceNumber(1), 1)]))[0] == ReceiptHold.Held);
        Assert.Equal([2], queue.ReceiveNumbers());
    }

    [Fact]
    public void Expire_WhenAHiddenMessageOutlivesTheRetention_IsGone()
    {
        PartitionHarness queue = new(new QueueSettings { Retention = TimeSpan.FromSeconds(60) }, "q.fifo");
        queue.SendFifo("g:a", "h:b");
        queue.Do(new ConfigureCommand(QueueName.Parse("q.fifo"), 2, new QueueSettings
        {
            Delay = TimeSpan.FromSeconds(900),
            Retention = TimeSpan.FromSeconds(60),
        }));
        Assert.Equal(queue.Now + TimeSpan.FromSeconds(60), queue.State.NextExpiry);
        queue.Wait(60);
        queue.State.Advance(queue.Now);
        Assert.Equal((0, 0, 0), Counts(queue));
        Assert.Equal(0, queue.State.Bytes);
        Assert.True(queue.Do(new ExpireCommand()));
        Assert.Equal(0, queue.State.StoredBytes);
    }

    [Fact]
    public void Purge_WhenMessagesAreHidden_TakesThemOut()
    {
        PartitionHarness queue = new(queue: "q.fifo");
        queue.SendFifo("g:a", "h:b");
        Configure(queue, "q.fifo", 60);
        queue.Do(new PurgeCommand());
        Assert.Equal((0, 0, 0), Counts(queue));
        queue.Wait(60);
        Assert.Empty(queue.Receive());
    }

    [Fact]
    public void Configure_WhenAQuarterOfAMillionMessagesAreHidden_WritesOneFrameAndHoldsNoneOfThemSingly()
    {
        PartitionHarness queue = new(queue: "q.fifo") { IsChecked = false };
        const int Count = 250_000;
        for (int n = 0; n < Count; n += 100)
        {
            queue.Do(HarnessCommands.Sending("q.fifo", [.. Enumerable.Range(n, 100).Select(
                one => HarnessCommands.Message("m", $"g{one % 50}", $"{one}"))]));
            queue.Wait(0.1);
        }

        int frames = queue.Frames.Count;
        Configure(queue, "q.fifo", 200);
        Assert.Equal(1, queue.Frames.Count - frames);
        Assert.Equal((50_100, 0, 199_900), Counts(queue));
        Assert.Equal(0, queue.State.Delayed);
        Assert.Equal(0, queue.State.Loaded);
        queue.Wait(100);
        Assert.Equal((150_100, 0, 99_900), Counts(queue));
        Configure(queue, "q.fifo", 0, version: 3);
        Assert.Equal((Count, 0, 0), Counts(queue));
        Assert.Equal(10, queue.Receive().Count);
    }

    [Fact]
    public void Configure_WhenTheDelayOfAStandardQueueChanges_CountsForNewMessagesOnly()
    {
        PartitionHarness queue = Delayed("q");
        queue.Send("old");
        Configure(queue, "q", 0);
        queue.Send("new");
        Assert.Equal([2], queue.ReceiveNumbers(timeout: 3600));
        queue.Wait(60);
        Assert.Equal([1], queue.ReceiveNumbers());
    }

    [Fact]
    public void Configure_WhenAMessageWasGivenBackWithADelay_LeavesThatDelay()
    {
        PartitionHarness queue = Delayed("q.fifo");
        queue.SendFifo("g:a");
        queue.Wait(60);
        Assert.True(queue.Release(Assert.Single(queue.Receive()), 30));
        Configure(queue, "q.fifo", 0);
        Assert.Empty(queue.Receive());
        queue.Wait(30);
        Assert.Equal([1], queue.ReceiveNumbers());
    }

    [Fact]
    public void Configure_WhenMoreAreDelayedThanAFrameHolds_GoesOnInTheNext()
    {
        PartitionHarness queue = Delayed("q.fifo");
        queue.SendFifo("g:a", "h:b", "i:c", "j:d", "k:e");
        queue.Bounds = new PartitionLimits { FrameMessages = 3 };
        int frames = queue.Frames.Count;
        Configure(queue, "q.fifo", 0);
        Assert.Equal(2, queue.Frames.Count - frames);
        Assert.Equal([1, 2, 3, 4, 5], queue.ReceiveNumbers());
    }

    private static PartitionHarness Delayed(string name) =>
        new(new QueueSettings { Delay = TimeSpan.FromSeconds(60) }, name);

    private static void Configure(PartitionHarness queue, string name, double delay, long version = 2) =>
        queue.Do(new ConfigureCommand(
            QueueName.Parse(name), version, new QueueSettings { Delay = TimeSpan.FromSeconds(delay) }));

    private static (long Visible, long InFlight, long Delayed) Counts(PartitionHarness queue)
    {
        PartitionStats stats = queue.Do(new StatsCommand());
        return (stats.Visible, stats.InFlight, stats.Delayed);
    }

    private static long[] Peek(PartitionHarness queue, PeekState state) =>
        [.. queue.Do(new PeekCommand(state, default, 100)).Select(delivery => delivery.Sequence.Value)];
}
