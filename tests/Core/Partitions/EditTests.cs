using System.Text;
using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Drafts;
using QueueService.Partitions.Messages;
using QueueService.Partitions.Settings;
using QueueService.Replication;
using QueueService.Storage;

namespace QueueService.Tests.Core.Partitions;

/// <summary>
/// What an edit and a replay do to one message. That the state equals the replay of the log and what is loaded from its
/// saved form is proven after every frame.
/// </summary>
public sealed class EditTests
{
    private static readonly MoveTarget Target = new(2, 1, IsFifo: false);
    private readonly PartitionHarness _queue = new();
    private readonly PartitionHarness _fifo = new(queue: "q.fifo");

    [Fact]
    public void Edit_WhenNobodyHasReceivedTheMessage_ReplacesItsContentAlone()
    {
        _queue.Send("a", "b", "c");
        MessageVersion seen = Version(_queue, 2);
        _queue.Wait(5);
        Assert.Equal(EditStatus.Done, Edit(_queue, seen, "a longer content"));
        Assert.Equal((3L, 0L), (_queue.State.Visible, _queue.State.InFlight));
        Delivery edited = Look(_queue, 2)!.Value;
        Assert.Equal((seen.Frame.Next, 0), (edited.Frame, edited.Index));
        Assert.Equal(new Timestamp(1_000_000), edited.EnqueuedAt);
        Assert.True(_queue.Message(edited).Traits!.IsEdited);
        _queue.Restart();
        Assert.Equal([2, 1, 3], _queue.ReceiveNumbers());
    }

    [Fact]
    public void Edit_WhenRepeated_IsToldThatTheMessageHasChanged()
    {
        _queue.Send("a");
        MessageVersion seen = Version(_queue, 1);
        Assert.Equal(EditStatus.Done, Edit(_queue, seen, "b"));
        Assert.Equal(EditStatus.Changed, Edit(_queue, seen, "b"));
        Assert.Equal(EditStatus.Done, Edit(_queue, Version(_queue, 1), "c"));
    }

    [Fact]
    public void Edit_WhenAConsumerHoldsTheMessage_IsRefused()
    {
        _queue.Send("a");
        MessageVersion seen = Version(_queue, 1);
        Delivery held = Assert.Single(_queue.Receive());
        Assert.Equal(EditStatus.InFlight, Edit(_queue, seen, "b"));
        Assert.Equal(EditStatus.InFlight, Edit(_queue, Version(_queue, 1), "b"));
        Assert.True(_queue.Acknowledge(held));
        Assert.Equal(EditStatus.Gone, Edit(_queue, seen, "b"));
    }

    [Fact]
    public void Edit_WhenTheTimeOfAConsumerIsOver_TakesItsReceiptFromIt()
    {
        _queue.Send("a");
        Delivery held = Assert.Single(_queue.Receive(timeout: 5));
        _queue.Wait(6);
        Assert.Equal(EditStatus.Done, Edit(_queue, Version(_queue, 1), "b"));
        Assert.False(_queue.Acknowledge(held));
        Assert.Equal(2, Assert.Single(_queue.Receive()).ReceiveCount);
    }

    [Fact]
    public void Edit_WhenAnyReceiptOfAMessageWouldDo_LeavesNoneFromBeforeIt()
    {
        _queue.Send("a");
        Receipt before = Receipt(Assert.Single(_queue.Receive(timeout: 5)));
        _queue.Wait(6);
        Assert.Equal(EditStatus.Done, Edit(_queue, Version(_queue, 1), "b"));
        Assert.Equal(ReceiptHold.Ended, Use(before));
        Receipt after = Receipt(Assert.Single(_queue.Receive(timeout: 5)));
        Assert.Equal(ReceiptHold.Ended, Use(before));
        _queue.Restart();
        _queue.Wait(6);
        Assert.Equal([ReceiptHold.Ended, ReceiptHold.Held], (ReceiptHold[])[Use(before), Use(after)]);

        ReceiptHold Use(Receipt receipt) => _queue.Do(new AcknowledgeCommand([receipt], ReceiptUse.Any))[0];
        static Receipt Receipt(Delivery delivery) => new(delivery.Sequence, delivery.ReceiveCount);
    }

    [Fact]
    public void Edit_WhenTheMessageIsDelayed_LeavesItSo()
    {
        _queue.Do(HarnessCommands.Sending("q", HarnessCommands.Message("a", delay: 10)));
        Assert.Equal(EditStatus.Done, Edit(_queue, Version(_queue, 1), "b"));
        Assert.Equal((0L, 1L), (_queue.State.Visible, _queue.State.Delayed));
        Assert.Empty(_queue.Receive());
        _queue.Wait(11);
        Assert.Equal([1], _queue.ReceiveNumbers());
    }

    [Fact]
    public void Edit_WhenTheDelayOfTheQueueHidesTheMessage_LeavesItHidden()
    {
        PartitionHarness delayed = new(new QueueSettings { Delay = TimeSpan.FromSeconds(10) }, "q.fifo");
        delayed.SendFifo("g:1", "g:2");
        Assert.Equal(EditStatus.Done, Edit(delayed, Version(delayed, 1), "new"));
        Assert.Empty(delayed.Receive());
        Assert.Equal(EditStatus.Done, Edit(delayed, Version(delayed, 2), null, Target with { IsFifo = true }, "ann"));
        delayed.Wait(11);
        Assert.Equal([1], delayed.ReceiveNumbers());
    }

    [Fact]
    public void Edit_WhenTheQueueIsFifo_KeepsTheOrderOfTheGroup()
    {
        _fifo.SendFifo("g:1", "g:2", "h:3", "g:4");
        Assert.Equal(EditStatus.Done, Edit(_fifo, Version(_fifo, 2), "new"));
        Assert.Equal([1, 2, 4, 3], _fifo.ReceiveNumbers().OrderBy(number => number == 3));
    }

    [Fact]
    public void Edit_WhenReplayedToo_IsOneFrame()
    {
        _queue.Send("a", "b");
        MessageVersion seen = Version(_queue, 1);
        int frames = _queue.Frames.Count;
        Assert.Equal(EditStatus.Done, Edit(_queue, seen, "edited", Target, "ann"));
        Assert.Equal(frames + 1, _queue.Frames.Count);
        Assert.Equal((1L, 1L), (_queue.State.Visible, _queue.State.Leaving));
        OutboxItem leaving = Assert.Single(Assert.Single(_queue.Do(new ReadOutboxCommand())).Items);
        Assert.Equal(seen.Frame.Next, leaving.Frame);
        Assert.Equal((0, "ann"), (leaving.Traits.Replays!.Count, leaving.Traits.Replays.By));
        Assert.Equal(EditStatus.Gone, Edit(_queue, seen, "edited", Target, "ann"));
        Assert.Null(Look(_queue, 1));
    }

    [Fact]
    public void Replay_WhenTheDestinationIsGone_TellsOfNoReplay()
    {
        _queue.Send("a");
        Assert.Equal(EditStatus.Done, Edit(_queue, Version(_queue, 1), null, Target, "ann"));
        _queue.Do(new EndTransferCommand(new PartitionId(2, 0), null));
        Assert.Null(_queue.State.Find(new SequenceNumber(1))!.Traits);
        Assert.Equal([1], _queue.ReceiveNumbers());
    }

    [Fact]
    public void Edit_WhenAReceiveOfTheSameDraftTakesTheMessage_FindsItInFlight()
    {
        _queue.Send("a");
        EditCommand edit = new(Editing(_queue, Version(_queue, 1), "b"));
        Assert.Equal([Decision.Done, Decision.Defer], _queue.Decide(HarnessCommands.Receiving(), edit));
        Assert.Equal(EditStatus.InFlight, _queue.Do(edit));
    }

    [Fact]
    public void Edit_WhenTheContentIsTooLarge_IsRefused()
    {
        PartitionHarness small = new(new QueueSettings { MaxMessageBytes = 1024 });
        small.Send("a");
        BrokerException refused = Assert.Throws<BrokerException>(
            () => Edit(small, Version(small, 1), new string('x', 1025)));
        Assert.Equal(BrokerErrorCode.MessageTooLarge, refused.Code);
    }

    private static EditStatus Edit(
        PartitionHarness harness, MessageVersion seen, string? body, MoveTarget? target = null, string? by = null) =>
        harness.Do(new EditCommand(Editing(harness, seen, body, target, by)));

    private static MessageEditing Editing(
        PartitionHarness harness, MessageVersion seen, string? body, MoveTarget? target = null, string? by = null)
    {
        StoredMessage stored = Look(harness, seen.Sequence.Value) is { } found ? harness.Message(found) : default;
        byte[] bytes = Encoding.UTF8.GetBytes(body ?? "");
        EditedContent? content = body is null
            ? null
            : new EditedContent(ReadOnlyMemory<byte>.Empty, bytes, bytes.Length);
        return new MessageEditing(seen, stored.Length, stored.Traits, content, target, by);
    }

    private static Delivery? Look(PartitionHarness harness, long number)
    {
        IReadOnlyList<Delivery> found = harness.Do(new LocateCommand([new SequenceNumber(number)]));
        return found.Count == 0 ? null : found[0];
    }

    private static MessageVersion Version(PartitionHarness harness, long number)
    {
        Delivery found = Look(harness, number)!.Value;
        return new MessageVersion(0, found.Sequence, found.Frame, found.Index, Math.Max(found.ReceiveCount, 0));
    }
}
