using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Settings;
using QueueService.Partitions.State;
using QueueService.Replication;

namespace QueueService.Tests.Core.Partitions;

/// <summary>Receives that are repeated with the attempt id of an earlier one.</summary>
public sealed class ReceiveAttemptTests
{
    private static readonly KeyHash Attempt = KeyHash.Of("attempt");

    private readonly PartitionHarness _queue = new(
        new QueueSettings { VisibilityTimeout = TimeSpan.FromSeconds(30) }, "q.fifo");

    public ReceiveAttemptTests() => _queue.SendFifo("g:a", "h:b", "g:c", "i:d");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Receive_WhenRepeated_GivesTheSameDeliveriesAndHidesThemAnew(bool restarted)
    {
        IReadOnlyList<Delivery> first = Receive(3);
        if (restarted)
            _queue.Restart();
        _queue.Wait(20);
        IReadOnlyList<Delivery> again = Receive(3);
        Assert.Equal(first.Select(Key), again.Select(Key));
        _queue.Wait(20);
        Assert.Equal([4], _queue.ReceiveNumbers());
        Assert.Equal(first.Select(Key), Receive(1).Select(Key));
        Assert.Equal(ReceiptHold.Held, _queue.Do(new AcknowledgeCommand([first[0].Receipt()]))[0]);
    }

    [Theory]
    [InlineData("acknowledge")]
    [InlineData("extend")]
    [InlineData("release")]
    public void Receive_WhenSomethingWasDoneWithAMessage_ReceivesAnew(string what)
    {
        Delivery first = Receive(3)[0];
        Assert.True(what switch
        {
            "acknowledge" => _queue.Acknowledge(first),
            "extend" => _queue.Extend(first, 30),
            _ => _queue.Release(first, 30),
        });
        Assert.Equal([4], Receive(3).Select(delivery => delivery.Sequence.Value));
    }

    [Theory]
    [InlineData("acknowledge", true)]
    [InlineData("extend", true)]
    [InlineData("release", true)]
    [InlineData("time out", false)]
    [InlineData("repeat", false)]
    [InlineData("repeat, acknowledge", true)]
    [InlineData("acknowledge, five minutes", false)]
    [InlineData("acknowledge, restart", false)]
    public void Receive_WhenItIsToldOfSpentAttempts_FindsNothingWhereAMessageWasUsed(string what, bool isSpent)
    {
        Delivery first = Receive(3)[0];
        foreach (string one in what.Split(", "))
        {
            switch (one)
            {
                case "acknowledge":
                    Assert.True(_queue.Acknowledge(first));
                    break;
                case "extend":
                    Assert.True(_queue.Extend(first, 30));
                    break;
                case "release":
                    Assert.True(_queue.Release(first, 30));
                    break;
                case "repeat":
                    Assert.Equal(3, Receive(3).Count);
                    break;
                case "restart":
                    _queue.Restart();
                    break;
                default:
                    _queue.Wait(one is "time out" ? 30 : 300);
                    break;
            }
        }

        ReceiveCommand command = new(3, null, null, CancellationToken.None, Attempt, refuseSpent: true);
        Assert.Equal((isSpent, isSpent), (_queue.Do(command).Count == 0, command.IsSpent));
    }

    [Fact]
    public void Receive_WhenThereAreMoreSpentAttemptsThanAreRemembered_ForgetsTheOldest()
    {
        SpentAttempts spent = new();
        Timestamp now = new(1);
        for (int n = 0; n <= Limits.MaxSpentReceiveAttempts; n++)
            spent.Add(KeyHash.Of($"{n}"), now + TimeSpan.FromMinutes(5), now);
        Assert.False(spent.Contains(KeyHash.Of("0"), now));
        Assert.True(spent.Contains(KeyHash.Of("1"), now));
        Assert.True(spent.Contains(KeyHash.Of($"{Limits.MaxSpentReceiveAttempts}"), now));
    }

    [Fact]
    public void Receive_WhenTheTimeoutHasRunOut_ReceivesAnewUnderTheSameId()
    {
        Receive(4);
        _queue.Wait(30);
        IReadOnlyList<Delivery> second = Receive(4);
        Assert.Equal([2, 2, 2, 2], second.Select(delivery => delivery.ReceiveCount));
        Assert.Equal(second.Select(Key), Receive(4).Select(Key));
    }

    [Fact]
    public void Receive_WhenFiveMinutesAreOver_ReceivesAnew()
    {
        Receive(3, timeout: 3600);
        _queue.Wait(299);
        Assert.Equal([1, 3, 2], Receive(3, timeout: 3600).Select(delivery => delivery.Sequence.Value));
        _queue.Wait(1);
        Assert.Equal([4], Receive(3).Select(delivery => delivery.Sequence.Value));
    }

    [Fact]
    public void Receive_WhenMessagesStayVisible_HasNothingToRepeat()
    {
        Assert.Equal(1, Receive(1, timeout: 0)[0].ReceiveCount);
        Assert.Equal(2, Receive(1, timeout: 0).Concat(Receive(10)).Max(delivery => delivery.ReceiveCount));
    }

    [Fact]
    public async Task Decide_WhenTheSameAttemptComesTwiceAtOnce_DefersTheSecond()
    {
        ReceiveCommand first = Command(1);
        ReceiveCommand second = Command(1);
        Assert.Equal([Decision.Done, Decision.Defer], _queue.Decide(first, second));
        Assert.Equal((await first.Reply).Select(Key), _queue.Do(second).Select(Key));
    }

    private static ReceiveCommand Command(int max, double? timeout = null) => new(
        max, timeout is { } seconds ? TimeSpan.FromSeconds(seconds) : null, null, CancellationToken.None, Attempt);

    private static (long, int) Key(Delivery delivery) => (delivery.Sequence.Value, delivery.ReceiveCount);

    private IReadOnlyList<Delivery> Receive(int max, double? timeout = null) => _queue.Do(Command(max, timeout));
}
