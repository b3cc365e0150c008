using System.Text;
using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Drafts;
using QueueService.Partitions.Moves;
using QueueService.Partitions.Settings;
using QueueService.Replication;
using QueueService.Storage;
using QueueService.Transfers;

namespace QueueService.Tests.Core.Partitions;

public sealed class TransferTests
{
    private static readonly DeadLetterSetting Setting = new(QueueName.Parse("dead"), 1);
    private readonly PartitionHarness _source = new(new QueueSettings { DeadLetter = Setting });
    private readonly PartitionHarness _dead = new(queue: "dead", incarnation: 2);

    [Fact]
    public void Receive_WhenReceivedTooOften_SetsTheMessageOnItsWay()
    {
        SendAndExhaust("a", "b");
        Assert.Empty(_source.Receive());
        MessageBatch batch = Assert.Single(_source.Do(new ReadOutboxCommand()));
        Assert.Equal(new PartitionId(2, 0), batch.Destination);
        Assert.Equal(2, batch.Items.Count);
        Assert.Equal((0L, 2L), (_source.State.Visible, _source.State.Leaving));
        Assert.Equal("q", batch.Items[0].Traits.Origin!.Queue);
    }

    [Fact]
    public void Receive_WhenTheDeadLetterQueueIsMissing_GoesOnDelivering()
    {
        SendAndExhaust("a");
        _source.DeadLetterTarget = null;
        Assert.Equal(2, Assert.Single(_source.Receive()).ReceiveCount);
    }

    [Fact]
    public void Arrive_WhenRepeatedOrOverlapping_TakesEachNumberOnce()
    {
        Assert.True(_dead.Do(Arriving(1, "a", "b")));
        Assert.True(_dead.Do(Arriving(1, "a", "b")));
        Assert.True(_dead.Do(Arriving(2, "b", "c")));
        Assert.Equal(3, _dead.State.Visible);
        _dead.Restart();
        Assert.True(_dead.Do(Arriving(1, "a", "b", "c")));
        Assert.Equal(3, _dead.State.Visible);
        Assert.All(_dead.Receive(), delivery => Assert.Equal(4, delivery.ReceiveCount));
    }

    [Fact]
    public void EndTransfer_WhenTheDestinationTookSome_ForgetsOnlyThose()
    {
        SendAndExhaust("a", "b", "c");
        _source.Receive();
        _source.Do(new EndTransferCommand(new PartitionId(2, 0), new TransferNumber(2)));
        Assert.Equal(1, _source.State.Leaving);
        _source.Do(new EndTransferCommand(new PartitionId(2, 0), new TransferNumber(2)));
        Assert.Equal(1, _source.State.Leaving);
        MessageBatch rest = Assert.Single(_source.Do(new ReadOutboxCommand()));
        Assert.Equal(3, rest.First.Value);
    }

    [Fact]
    public void EndTransfer_WhenTheDestinationIsGone_MakesTheMessagesReceivableAgain()
    {
        SendAndExhaust("a");
        _source.Receive();
        _source.Restart();
        _source.Do(new EndTransferCommand(new PartitionId(2, 0), null));
        _source.DeadLetterTarget = null;
        Assert.Equal([1], _source.ReceiveNumbers());
    }

    [Fact]
    public void Receive_WhenAFifoGroupLosesItsDeadLetter_DeliversTheNextOfTheGroup()
    {
        PartitionHarness fifo = new(
            new QueueSettings { DeadLetter = new DeadLetterSetting(QueueName.Parse("dead.fifo"), 1) }, "q.fifo")
        {
            DeadLetterTarget = new MoveTarget(3, 1, IsFifo: true),
        };
        fifo.SendFifo("g:a", "g:b");
        fifo.Receive(max: 1, timeout: 0);
        Assert.Equal([2], fifo.ReceiveNumbers());
        Assert.Equal(1, fifo.State.Leaving);
    }

    [Fact]
    public void Move_WhenMessagesAreNotLoaded_SetsThemOnTheirWayUnloaded()
    {
        _dead.Do(Arriving(1, "a", "b"));
        _dead.Send("sent here directly");
        MoveTarget origin = new(1, 1, IsFifo: false);
        MoveItem[] items = [.. _dead.Do(new LocateCommand([new(1), new(2), new(9)])).Select(
            found => Item(found, origin))];
        Assert.Equal([new SequenceNumber(1), new(2)], _dead.Do(new MoveCommand(items)));
        Assert.Equal((1L, 2L, 0), (_dead.State.Visible, _dead.State.Leaving, _dead.State.Loaded));
        MessageBatch batch = Assert.Single(_dead.Do(new ReadOutboxCommand()));
        Assert.All(batch.Items, item => Assert.Equal((0, null), (item.Traits.PriorReceives, item.Traits.Origin)));
        Assert.Empty(_dead.Do(new MoveCommand(items)));
        Assert.Empty(_dead.Do(new LocateCommand([new(1), new(2)])));
    }

    [Fact]
    public async Task Move_WhenAReceiveOfTheSameDraftLoadsTheMessages_KeepsThemFromIt()
    {
        _dead.Send("a", "b", "c");
        MoveItem[] items = [Item(_dead.Do(new LocateCommand([new(2)]))[0], new MoveTarget(1, 1, IsFifo: false))];
        MoveCommand move = new(items);
        MoveCommand again = new(items);
        ReceiveCommand receive = new(10, null, null, CancellationToken.None);
        Assert.Equal([Decision.Done, Decision.Done, Decision.Done], _dead.Decide(move, again, receive));
        Assert.Equal([new SequenceNumber(2)], await move.Reply);
        Assert.Empty(await again.Reply);
        Assert.Equal([1L, 3L], (await receive.Reply).Select(delivery => delivery.Sequence.Value));
    }

    [Fact]
    public void Move_WhenAMessageWasReceivedMeanwhile_LeavesItToTheConsumer()
    {
        _dead.Send("a", "b");
        MoveTarget target = new(1, 1, IsFifo: false);
        MoveItem[] items = [.. _dead.Do(new LocateCommand([new(1), new(2)])).Select(found => Item(found, target))];
        _dead.Receive(max: 1, timeout: 30);
        Assert.Equal([new SequenceNumber(2)], _dead.Do(new MoveCommand(items)));
    }

    [Fact]
    public void Close_WhileMessagesAreOnTheirWay_Waits()
    {
        SendAndExhaust("a");
        _source.Receive();
        Assert.Null(_source.Do(new CloseCommand()));
        _source.Do(new EndTransferCommand(new PartitionId(2, 0), new TransferNumber(1)));
        Assert.Equal([new PartitionId(2, 0)], _source.Do(new CloseCommand()));
        Assert.True(_source.State.IsClosed);
    }

    [Fact]
    public void Arrive_WhenTheSourceWasForgotten_IsTakenOnlyAfterALaterLookAtIt()
    {
        Assert.True(_dead.Do(Arriving(1, "a", "b")));
        Assert.True(_dead.Do(new RetireSourceCommand(new PartitionId(1, 0))));
        Assert.Equal(default, _dead.State.Inbox.LastTaken(new PartitionId(1, 0)));
        _dead.Restart();
        foreach (long first in new[] { 1, 2, 3 })
        {
            ArriveCommand late = Arriving(first, "a", "b");
            Assert.False(_dead.Do(late));
            Assert.Equal(_dead.State.LastFrame, late.SeenFrame);
        }

        Assert.Equal(2, _dead.State.Visible);
        Assert.True(_dead.Do(Arriving(1, _dead.State.LastFrame, "c")));
        Assert.True(_dead.Do(Arriving(2, "d")));
        Assert.Equal(4, _dead.State.Visible);
    }

    [Fact]
    public void Inbox_WhenSourcesComeAndGo_DoesNotGrow()
    {
        for (ulong incarnation = 1; incarnation <= 200; incarnation++)
        {
            PartitionId source = new(incarnation, 0);
            Assert.True(_dead.Do(new ArriveCommand(
                source, new TransferNumber(1), [new Arrival("a"u8.ToArray(), new MessageTraits())],
                    _dead.State.LastFrame)));
            Assert.True(_dead.Do(new RetireSourceCommand(source)));
            Assert.True(_dead.Do(new RetireSourceCommand(source)));
        }

        Assert.Single(_dead.State.Inbox.All);
    }

    private static ArriveCommand Arriving(long first, params string[] bodies) => Arriving(first, default, bodies);

    private static ArriveCommand Arriving(long first, FrameNumber seen, params string[] bodies) => new(
        new PartitionId(1, 0),
        new TransferNumber(first),
        [
            .. bodies.Select(body => new Arrival(
                Encoding.UTF8.GetBytes(body),
                new MessageTraits
                {
                    PriorReceives = 3,
                    Origin = new Origin("q", MoveReason.MaxReceiveCount, new Timestamp(5)),
                })),
        ],
        seen);

    private MoveItem Item(Delivery found, MoveTarget target)
    {
        StoredMessage message = _dead.Message(found);
        return new MoveItem(found.Sequence, message.Length, message.Traits, target);
    }

    private void SendAndExhaust(params string[] bodies)
    {
        _source.DeadLetterTarget = new MoveTarget(2, 1, IsFifo: false);
        _source.Send(bodies);
        Assert.Equal(bodies.Length, _source.Receive(timeout: 0).Count);
    }
}
