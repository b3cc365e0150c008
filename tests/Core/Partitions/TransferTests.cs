using System.Text;
using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Drafts;
using QueueService.Queues;
using QueueService.Queues.Settings;
using QueueService.Storage;

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
        OutboxBatch batch = Assert.Single(_source.Do(new ReadOutboxCommand()));
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
        OutboxBatch rest = Assert.Single(_source.Do(new ReadOutboxCommand()));
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
    public void Move_WhenNoDestinationIsGiven_SendsEachBackToItsOrigin()
    {
        _dead.Do(Arriving(1, "a", "b"));
        _dead.Send("sent here directly");
        Dictionary<string, MoveTarget?> origins = new(StringComparer.Ordinal);
        MoveCommand Moving() => new(new(1), new(100), 10, null, origins, null);
        Assert.Equal("q", _dead.Do(Moving()).Unresolved);
        origins["q"] = new MoveTarget(1, 1, IsFifo: false);
        MoveBatch moved = _dead.Do(Moving());
        Assert.Equal((2, null), (moved.Moved, moved.Next));
        Assert.Equal((1L, 2L), (_dead.State.Visible, _dead.State.Leaving));
        OutboxBatch batch = Assert.Single(_dead.Do(new ReadOutboxCommand()));
        Assert.All(batch.Items, item => Assert.Equal((0, null), (item.Traits.PriorReceives, item.Traits.Origin)));
    }

    [Fact]
    public void Close_WhileMessagesAreOnTheirWay_Waits()
    {
        SendAndExhaust("a");
        _source.Receive();
        Assert.False(_source.Do(new CloseCommand()));
        _source.Do(new EndTransferCommand(new PartitionId(2, 0), new TransferNumber(1)));
        Assert.True(_source.Do(new CloseCommand()));
        Assert.True(_source.State.IsClosed);
    }

    private static ArriveCommand Arriving(long first, params string[] bodies) => new(
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
        ]);

    private void SendAndExhaust(params string[] bodies)
    {
        _source.DeadLetterTarget = new MoveTarget(2, 1, IsFifo: false);
        _source.Send(bodies);
        Assert.Equal(bodies.Length, _source.Receive(timeout: 0).Count);
    }
}
