using QueueService.Partitions.Codec;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Settings;
using QueueService.Partitions.State;

namespace QueueService.Tests.Core.Partitions;

/// <summary>A capture is the state of its moment, whatever happens before it is read.</summary>
public sealed class PartitionCaptureTests
{
    [Fact]
    public void Capture_WhenTheStateGoesOnBeforeItIsRead_IsTheStateOfItsMoment()
    {
        PartitionHarness harness = Busy();
        byte[] saved = Encode(harness.State.Save());
        PartitionCapture capture = harness.State.Capture();
        GoOn(harness);
        Assert.NotEqual(saved, Encode(harness.State.Save()));
        Assert.Equal(saved, Encode(capture.State));
    }

    [Fact]
    public void Capture_WhenMessagesAreHiddenByTheDelayOfTheQueue_HasThemInTheirOrder()
    {
        PartitionHarness harness = new(queue: "q.fifo");
        harness.SendFifo("g:a", "h:b");
        harness.Wait(10);
        harness.SendFifo("g:c");
        harness.Do(new ConfigureCommand(
            QueueName.Parse("q.fifo"), 2, new QueueSettings { Delay = TimeSpan.FromSeconds(5) }));
        Assert.Equal(1, harness.State.DelayedUnread.Messages);
        Assert.Equal(3, harness.State.CaptureUnread().Sum(run => run.Count));
        Assert.Equal(Encode(harness.State.Save()), Encode(harness.State.Capture().State));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(20)]
    public void Capture_WhenTheStateGoesOnWhileItIsRead_IsTheStateOfItsMoment(int readBefore)
    {
        PartitionHarness harness = Busy();
        SavedEntry[] saved = [.. harness.State.Save().Touched];
        Assert.Equal(20, saved.Length);
        List<SavedEntry> read = [];
        foreach (SavedEntry entry in harness.State.Capture().State.Touched)
        {
            if (read.Count == readBefore)
                GoOn(harness);
            read.Add(entry);
        }

        Assert.Equal(saved, read);
    }

    [Fact]
    public void Capture_WhenTheOneBeforeWasNotRead_IsRefused()
    {
        PartitionHarness harness = Busy();
        harness.State.Capture();
        Assert.Throws<InvalidOperationException>(() => harness.State.Capture());
    }

    [Fact]
    public void Capture_WhenTheOneBeforeWasRead_IsTheStateOfItsOwnMoment()
    {
        PartitionHarness harness = Busy();
        Encode(harness.State.Capture().State);
        GoOn(harness);
        byte[] saved = Encode(harness.State.Save());
        PartitionCapture second = harness.State.Capture();
        harness.Receive();
        Assert.Equal(saved, Encode(second.State));
    }

    /// <summary>Ten messages in flight, ten returned, thirty unread of which some are loaded.</summary>
    private static PartitionHarness Busy()
    {
        PartitionHarness harness = new();
        for (int n = 0; n < 10; n++)
            harness.Send([.. Enumerable.Range(0, 5).Select(m => $"{n}.{m}")]);
        harness.Receive(10);
        harness.Do(new ReleaseCommand([.. harness.Receive(10).Select(Receipt)], TimeSpan.FromSeconds(5)));
        return harness;
    }

    private static void GoOn(PartitionHarness harness)
    {
        Receipt[] inFlight =
        [
            .. harness.State.Touched.Where(entry => entry.Hold == Hold.InFlight)
                .Select(entry => new Receipt(entry.Sequence, entry.ReceiveCount)),
        ];
        harness.Do(new AcknowledgeCommand(inFlight[..3]));
        harness.Do(new ReleaseCommand(inFlight[3..6], TimeSpan.Zero));
        harness.Receive(15);
        harness.Send("late");
        harness.Wait(60);
        harness.Receive(10);
    }

    private static Receipt Receipt(Delivery delivery) => new(delivery.Sequence, delivery.ReceiveCount);

    private static byte[] Encode(PartitionSnapshot snapshot) =>
        SnapshotCodec.Encode(snapshot with { Touched = [.. snapshot.Touched] }).ToArray();
}
