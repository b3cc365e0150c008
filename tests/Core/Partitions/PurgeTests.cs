using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Drafts;
using QueueService.Partitions.Events;
using QueueService.Partitions.Moves;
using QueueService.Partitions.Settings;
using QueueService.Partitions.State;
using QueueService.Storage;
using QueueService.Transfers;

namespace QueueService.Tests.Core.Partitions;

/// <summary>All messages are taken out in one turn, which costs as much as any other.</summary>
public sealed class PurgeTests
{
    private const int PerFrame = 500;

    /// <summary>Less than a reference to each message of one frame.</summary>
    private const int FewBytes = 3500;

    [Theory]
    [InlineData("q")]
    [InlineData("q.fifo")]
    public void Apply_WhenVeryManyMessagesAreThere_CostsNoMoreThanForAFew(string queue)
    {
        Assert.InRange(Purge(Filled(queue, PerFrame)), 1, FewBytes);
        Assert.InRange(Purge(Filled(queue, 40 * PerFrame)), 1, FewBytes);
    }

    [Theory]
    [InlineData("q")]
    [InlineData("q.fifo")]
    public void Apply_WhenMessagesWereInAllStates_LeavesTheStateAsItWasInTheBeginning(string queue)
    {
        PartitionState state = Filled(queue, PerFrame);
        Purge(state);
        Assert.Equal((0, 0, 0, 0), (state.Visible, state.InFlight, state.DelayedInAll, state.StoredBytes));
        Assert.Equal((0, 0, 0), (state.Loaded, state.Deduplication.Count, state.Attempts.All.Count()));
        Assert.Equal((null, null), (state.NextDue, state.OldestAt));
        Assert.False(state.HasExpired);
        Assert.Equal(0, state.Servable());
        HarnessLooks.Check(state);
    }

    [Fact]
    public void Purge_WhenMessagesAreLeaving_LetsThemArrive()
    {
        PartitionHarness source = new(new QueueSettings { DeadLetter = new(QueueName.Parse("dead"), 1) })
        {
            DeadLetterTarget = new MoveTarget(2, 1, IsFifo: false),
        };
        source.Send("a", "b", "c");
        source.Receive(max: 2, timeout: 0);
        source.Receive(max: 10);
        Assert.Equal((1L, 2L), (source.State.InFlight, source.State.Leaving));
        source.Do(new PurgeCommand());
        Assert.Equal((0L, 2L), (source.State.InFlight, source.State.Leaving));
        MessageBatch batch = Assert.Single(source.Do(new ReadOutboxCommand()));
        Assert.Equal(2, batch.Items.Count);
        source.Do(new EndTransferCommand(batch.Destination, new TransferNumber(1)));
        source.Do(new EndTransferCommand(batch.Destination, null));
        source.DeadLetterTarget = null;
        Assert.Equal([2], source.ReceiveNumbers());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void Purge_WhileACaptureIsRead_LeavesItAsItWas(int readBefore)
    {
        PartitionHarness queue = new();
        queue.Send([.. Enumerable.Range(0, 20).Select(n => $"{n}")]);
        queue.Receive(max: 10);
        queue.Do(HarnessCommands.Sending("q", HarnessCommands.Message("late", delay: 60)));
        SavedEntry[] saved = [.. queue.State.Save().Touched];
        UnreadRun[] unread = [.. queue.State.Save().Unread];
        PartitionCapture capture = queue.State.Capture();
        List<SavedEntry> read = [];
        foreach (SavedEntry entry in capture.State.Touched)
        {
            if (read.Count == readBefore)
            {
                queue.Do(new PurgeCommand());
                queue.Send("another");
                queue.Receive();
            }

            read.Add(entry);
        }

        Assert.Equal(saved, read);
        Assert.Equal(unread, capture.State.Unread);
        Assert.Single(queue.State.Capture().State.Touched);
    }

    [Fact]
    public void Apply_WhenItIsNotOfAllMessages_IsABrokenInvariant()
    {
        PartitionState state = Filled("q", PerFrame);
        Assert.Throws<InvalidOperationException>(() => Apply(state, new Purged(new SequenceNumber(7))));
    }

    /// <summary>Answers how many bytes it has allocated.</summary>
    private static long Purge(PartitionState state)
    {
        PartitionEvent purged = new Purged(state.NextSequence);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Apply(state, purged);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>So many each are in flight, delayed, expired, and unread, of which some are loaded.</summary>
    private static PartitionState Filled(string queue, int messages)
    {
        PartitionState state = new(new PartitionId(1, 0));
        Apply(state, new Configured(
            QueueName.Parse(queue), 1, new QueueSettings { Retention = TimeSpan.FromMinutes(1) }));
        for (int n = 0; n < messages; n += PerFrame)
        {
            Send(state, default);
            Deliver(state);
            Send(state, default);
        }

        state.Advance(state.LastTime + TimeSpan.FromMinutes(1));
        for (int n = 0; n < messages; n += PerFrame)
        {
            Send(state, default);
            Deliver(state);
            Send(state, state.Clock + TimeSpan.FromSeconds(10 + n));
            Send(state, default);
        }

        UnreadRun run = state.FindUnloaded()!.Value;
        state.Load(run, Messages(0, default));
        return state;
    }

    private static void Send(PartitionState state, Timestamp? visibleAt) =>
        Apply(state, new Sent(state.NextSequence, Messages(state.NextSequence.Value, visibleAt)));

    private static void Deliver(PartitionState state)
    {
        SequenceNumber first = state.NextSequence.Plus(-PerFrame);
        MessageReference[] messages =
        [
            .. Enumerable.Range(0, PerFrame).Select(n => new MessageReference(first.Plus(n), true, 10, Traits(n))),
        ];
        Apply(
            state,
            new Delivered(state.Clock + TimeSpan.FromSeconds(30), messages),
            new Attempted(new KeyHash((UInt128)first.Value), [first, first.Plus(1)]));
    }

    private static StoredMessage[] Messages(long first, Timestamp? visibleAt) =>
    [
        .. Enumerable.Range(0, PerFrame).Select(n => new StoredMessage(
            10, visibleAt, new KeyHash((UInt128)(first + n + 1)), Traits(n))),
    ];

    private static MessageTraits Traits(int group) => new() { Group = new KeyHash((UInt128)(group + 1)) };

    private static void Apply(PartitionState state, params PartitionEvent[] events) =>
        state.Apply(state.LastFrame.Next, Timestamp.Max(state.Clock, new Timestamp(1)), events);
}
