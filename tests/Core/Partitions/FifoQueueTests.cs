using QueueService.Partitions.Commands;
using QueueService.Partitions.Settings;

namespace QueueService.Tests.Core.Partitions;

public sealed class FifoQueueTests
{
    private readonly PartitionHarness _queue = new(queue: "q.fifo");

    [Fact]
    public void Receive_WhenGroupsAreMixed_TakesWhatItCanFromOneGroupFirst()
    {
        _queue.SendFifo("g1:a", "g2:a", "g1:b", "g1:c");
        Assert.Equal([1, 3, 4, 2], _queue.ReceiveNumbers());
    }

    [Fact]
    public void Receive_WhenAMessageOfTheGroupIsInFlight_BlocksTheGroup()
    {
        _queue.SendFifo("g:a", "g:b", "h:c");
        Delivery first = Assert.Single(_queue.Receive(max: 1));
        Assert.Equal([3], _queue.ReceiveNumbers());
        _queue.SendFifo("g:d");
        Assert.Empty(_queue.Receive());
        Assert.True(_queue.Acknowledge(first));
        Assert.Equal([2, 4], _queue.ReceiveNumbers());
    }

    [Fact]
    public void Acknowledge_WhenOnlySomeOfTheGroupAreDone_KeepsItBlocked()
    {
        _queue.SendFifo("g:a", "g:b", "g:c");
        IReadOnlyList<Delivery> two = _queue.Receive(max: 2);
        Assert.True(_queue.Acknowledge(two[0]));
        Assert.Empty(_queue.Receive());
        Assert.True(_queue.Acknowledge(two[1]));
        Assert.Equal([3], _queue.ReceiveNumbers());
    }

    [Fact]
    public void Receive_WhenTheTimeoutRanOut_BringsTheGroupBackInOrder()
    {
        _queue.SendFifo("g:a", "g:b", "g:c");
        _queue.Receive(max: 2, timeout: 5);
        _queue.Wait(5);
        Assert.Equal([1, 2, 3], _queue.ReceiveNumbers());
    }

    [Theory]
    [InlineData(0, new long[0])]
    [InlineData(1, new long[] { 1 })]
    [InlineData(2, new long[] { 1, 2 })]
    public void Receive_WhenOneIsExtendedAndTheOthersTimedOut_ComesUpToThatOne(int extended, long[] expected)
    {
        _queue.SendFifo("g:a", "g:b", "g:c");
        IReadOnlyList<Delivery> all = _queue.Receive(timeout: 5);
        Assert.True(_queue.Extend(all[extended], 100));
        _queue.Wait(5);
        Assert.Equal(expected, _queue.ReceiveNumbers());
    }

    [Fact]
    public void Extend_WhenToZeroForTheFirst_MakesOnlyThatOneAvailable()
    {
        _queue.SendFifo("g:a", "g:b");
        IReadOnlyList<Delivery> both = _queue.Receive(timeout: 60);
        Assert.True(_queue.Extend(both[0], 0));
        Assert.Equal([1], _queue.ReceiveNumbers());
    }

    [Fact]
    public void Receive_WhenTheTimeoutIsZero_ServesAnotherGroupNext()
    {
        _queue.SendFifo("g:a", "h:b");
        Assert.Equal([1], _queue.ReceiveNumbers(max: 1, timeout: 0));
        Assert.Equal([2], _queue.ReceiveNumbers(max: 1, timeout: 0));
        Assert.Equal([1], _queue.ReceiveNumbers(max: 1, timeout: 0));
    }

    [Fact]
    public void Acknowledge_WhenTheTimeoutRanOut_NoLongerHolds()
    {
        _queue.SendFifo("g:a");
        Delivery delivery = Assert.Single(_queue.Receive(timeout: 5));
        _queue.Wait(5);
        Assert.False(_queue.Acknowledge(delivery));
        Assert.Single(_queue.Receive());
    }

    [Fact]
    public void Receive_WhenTheProcessIsNew_NeverOvertakesUnreadMessagesOfTheGroup()
    {
        _queue.SendFifo("g:a", "g:b", "h:c");
        Delivery first = Assert.Single(_queue.Receive(max: 1));
        _queue.Release(first);
        _queue.Restart();
        Assert.Equal([1, 2, 3], _queue.ReceiveNumbers());
        _queue.Wait(30);
        _queue.Restart();
        Assert.Equal([1, 2, 3], _queue.ReceiveNumbers().Order());
    }

    [Fact]
    public async Task Decide_WhenReceivesShareADraft_NeverSplitAGroup()
    {
        _queue.SendFifo("g:a", "g:b", "g:c", "h:d");
        ReceiveCommand one = HarnessCommands.Receiving(max: 1);
        ReceiveCommand other = HarnessCommands.Receiving(max: 10);
        _queue.Decide(one, other);
        Assert.Equal([1], (await one.Reply).Select(found => found.Sequence.Value));
        Assert.Equal([4], (await other.Reply).Select(found => found.Sequence.Value));
    }

    [Fact]
    public void Send_WhenGroupOrIdIsMissing_IsRefused()
    {
        SendCommand noGroup = HarnessCommands.Sending("q.fifo", HarnessCommands.Message("x", id: "i"));
        Assert.Equal(BrokerErrorCode.InvalidMessage, Assert.Throws<BrokerException>(() => _queue.Do(noGroup)).Code);
        SendCommand noId = HarnessCommands.Sending("q.fifo", HarnessCommands.Message("x", group: "g"));
        Assert.Equal(BrokerErrorCode.InvalidMessage, Assert.Throws<BrokerException>(() => _queue.Do(noId)).Code);
    }

    [Theory]
    [InlineData(DeduplicationScope.Queue, true)]
    [InlineData(DeduplicationScope.MessageGroup, false)]
    public void Send_WhenAnotherGroupUsesTheId_DependsOnTheScope(DeduplicationScope scope, bool isDuplicate)
    {
        PartitionHarness queue = new(new QueueSettings { DeduplicationScope = scope }, "q.fifo");
        queue.Do(HarnessCommands.Sending("q.fifo", HarnessCommands.Message("x", "g", "i")));
        SentItem[] sent = queue.Do(HarnessCommands.Sending("q.fifo", HarnessCommands.Message("x", "h", "i")));
        Assert.Equal(isDuplicate, sent[0].Deduplicated);
    }

    [Fact]
    public void Send_WhenContentServesAsId_KnowsEqualBodiesAndTheirDigest()
    {
        PartitionHarness queue = new(new QueueSettings { ContentBasedDeduplication = true }, "q.fifo");
        SendCommand Sending(string body, string? id = null) =>
            HarnessCommands.Sending("q.fifo", HarnessCommands.Message(body, "g", id));
        queue.Do(Sending("test"));
        Assert.True(queue.Do(Sending("test"))[0].Deduplicated);
        Assert.False(queue.Do(Sending("other"))[0].Deduplicated);
        const string DigestOfTest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
        Assert.True(queue.Do(Sending("anything", DigestOfTest))[0].Deduplicated);
    }
}
