using QueueService.Partitions.Commands;
using QueueService.Queues;
using QueueService.Queues.Settings;

namespace QueueService.Tests.Core.Partitions;

/// <summary>
/// A changed delay counts for delayed messages of a FIFO queue, and on a standard queue only for new ones ("Amazon SQS
/// delay queues" in the developer guide of SQS).
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

    private static void Configure(PartitionHarness queue, string name, double delay) => queue.Do(new ConfigureCommand(
        QueueName.Parse(name), 2, new QueueSettings { Delay = TimeSpan.FromSeconds(delay) }));
}
