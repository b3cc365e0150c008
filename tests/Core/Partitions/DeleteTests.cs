using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Messages;
using QueueService.Replication;

namespace QueueService.Tests.Core.Partitions;

public sealed class DeleteTests
{
    private readonly PartitionHarness _queue = new();

    [Fact]
    public void Delete_WhenMessagesAreInEachState_TakesOutThoseThatNobodyHolds()
    {
        _queue.Send("held", "back", "unread", "kept");
        IReadOnlyList<Delivery> received = _queue.Receive(2);
        Assert.True(_queue.Release(received[1]));
        _queue.Do(HarnessCommands.Sending("q", HarnessCommands.Message("late", delay: 10)));
        Assert.Equal(
            [
                DeleteStatus.InFlight, DeleteStatus.Deleted, DeleteStatus.Deleted, DeleteStatus.Deleted,
                DeleteStatus.NotFound,
            ],
            Delete(1, 2, 3, 5, 9));
        Assert.Equal((1L, 1L, 0L), (_queue.State.Visible, _queue.State.InFlight, _queue.State.Delayed));
        Assert.Equal([DeleteStatus.InFlight, DeleteStatus.NotFound], Delete(1, 2));
        _queue.Restart();
        Assert.Equal([4], _queue.ReceiveNumbers());
    }

    [Fact]
    public void Delete_WhenMessagesAreLoaded_TakesThemOut()
    {
        _queue.Send("a", "b", "c");
        Assert.Single(_queue.Receive(1));
        Assert.Equal(2, _queue.State.Loaded);
        Assert.Equal([DeleteStatus.Deleted], Delete(2));
        Assert.Equal([3], _queue.ReceiveNumbers());
    }

    [Fact]
    public void Delete_WhenTheSameDraftHasTakenTheMessage_IsDecidedAnew()
    {
        _queue.Send("a", "b");
        DeleteCommand first = new([new SequenceNumber(1)]);
        DeleteCommand second = new([new SequenceNumber(1)]);
        Assert.Equal([Decision.Done, Decision.Defer], _queue.Decide(first, second));
        Assert.Equal([DeleteStatus.NotFound], _queue.Do(second));
    }

    private DeleteStatus[] Delete(params long[] numbers) =>
        _queue.Do(new DeleteCommand([.. numbers.Select(number => new SequenceNumber(number))]));
}
