using QueueService.Tests.Chaos.Checks;
using QueueService.Tests.Chaos.Record;

namespace QueueService.Tests.Chaos.Tests;

/// <summary>Every broken promise is seen, and what is allowed is not taken for one.</summary>
public sealed class LedgerCheckerTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);
    private static readonly QueueSpec Work = QueueSpec.All.Single(queue => Is(queue, "work"));
    private static readonly QueueSpec Fifo = QueueSpec.All.Single(queue => Is(queue, "work.fifo"));
    private static readonly QueueSpec Dead = QueueSpec.All.Single(queue => Is(queue, "dead"));

    private readonly Ledger _ledger = new();
    private int _calls;

    [Fact]
    public void Check_WhenAllIsWell_FindsNothing()
    {
        Send(Work, "a");
        Send(Work, "b", outcome: Outcome.Unknown);
        Acknowledge(Deliver(Work, "a", 1, at: 1), at: 2);
        Assert.Empty(LedgerChecker.Check(_ledger));
    }

    [Fact]
    public void Check_WhenAStoredMessageNeverComes_FindsItLost()
    {
        Send(Work, "a");
        Assert.Contains("is lost", Found(), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_WhenAMessageWasOnlyEverSeen_FindsItLost()
    {
        Send(Work, "a");
        Deliver(Work, "a", 1, at: 1);
        Assert.Contains("is lost", Found(), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_WhenAnUnsentMessageComes_FindsIt()
    {
        Acknowledge(Deliver(Work, "a", 1, at: 1), at: 2);
        Assert.Contains("was never sent", Found(), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_WhenARefusedMessageComes_FindsIt()
    {
        Send(Work, "a", outcome: Outcome.Refused);
        Acknowledge(Deliver(Work, "a", 1, at: 1), at: 2);
        Assert.Contains("refused", Found(), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_WhenAnAcknowledgedMessageComesAsADeadLetter_FindsIt()
    {
        Send(Work, "a");
        Acknowledge(Deliver(Work, "a", 1, at: 1), at: 2);
        Acknowledge(Deliver(Dead, "a", 7, at: 9), at: 10);
        Assert.Contains("after it had been acknowledged", Found(), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_WhenAMessageComesWithinTheVisibilityTimeout_FindsIt()
    {
        Send(Work, "a");
        Deliver(Work, "a", 1, at: 1);
        Acknowledge(Deliver(Work, "a", 1, at: 3, receiveCount: 2), at: 4);
        Assert.Contains("within the visibility timeout", Found(), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_WhenAReleasedMessageComesAgainAtOnce_FindsNothing()
    {
        Send(Work, "a");
        Deliver(Work, "a", 1, at: 1).IsReleased = true;
        Acknowledge(Deliver(Work, "a", 1, at: 3, receiveCount: 2), at: 4);
        Assert.Empty(LedgerChecker.Check(_ledger));
    }

    [Fact]
    public void Check_WhenAReceiveCountComesTwice_FindsIt()
    {
        Send(Work, "a");
        Deliver(Work, "a", 1, at: 1);
        Acknowledge(Deliver(Work, "a", 1, at: 9), at: 10);
        Assert.Contains("with one receive count", Found(), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_WhenAMessageIsReceivedTooOften_FindsIt()
    {
        Send(Work, "a");
        Acknowledge(Deliver(Work, "a", 1, at: 1, receiveCount: 4), at: 2);
        Assert.Contains("dead letter", Found(), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_WhenAGroupIsOvertaken_FindsIt()
    {
        Send(Fifo, "a", group: "g");
        Send(Fifo, "b", group: "g");
        Acknowledge(Deliver(Fifo, "b", 2, at: 1, group: "g"), at: 2);
        Acknowledge(Deliver(Fifo, "a", 1, at: 3, group: "g"), at: 4);
        Assert.Contains("which follows it in its group", Found(), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_WhenMessagesOfAGroupCameTogetherAndComeAgain_FindsNothing()
    {
        Send(Fifo, "a", group: "g");
        Send(Fifo, "b", group: "g");
        Deliver(Fifo, "a", 1, at: 1, group: "g");
        Deliver(Fifo, "b", 2, at: 1, group: "g", isSameCall: true);
        Acknowledge(Deliver(Fifo, "a", 1, at: 9, group: "g", receiveCount: 2), at: 10);
        Acknowledge(Deliver(Fifo, "b", 2, at: 11, group: "g", receiveCount: 2), at: 12);
        Assert.Empty(LedgerChecker.Check(_ledger));
    }

    [Fact]
    public void Check_WhenTwoCopiesOfOneDeduplicationIdCome_FindsThem()
    {
        Send(Fifo, "a", group: "g", deduplicationId: "x", outcome: Outcome.Unknown);
        Send(Fifo, "a'", group: "g", deduplicationId: "x");
        Acknowledge(Deliver(Fifo, "a", 1, at: 1, group: "g"), at: 2);
        Acknowledge(Deliver(Fifo, "a'", 2, at: 3, group: "g"), at: 4);
        Assert.Contains("have one deduplication id", Found(), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_WhenTheServiceAnsweredWithAnError_FindsIt()
    {
        _ledger.AddMistake("GET / answered 500");
        Assert.Contains("500", Found(), StringComparison.Ordinal);
    }

    private static bool Is(QueueSpec queue, string name) => string.Equals(queue.Name, name, StringComparison.Ordinal);

    private string Found() => Assert.Single(LedgerChecker.Check(_ledger));

    private void Send(
        QueueSpec queue,
        string body,
        string? group = null,
        string? deduplicationId = null,
        Outcome outcome = Outcome.Done) => _ledger.Add(new SentMessage(queue, body, group, deduplicationId)
        {
            Began = Start,
            Outcome = outcome,
        });

    private Delivery Deliver(
        QueueSpec queue,
        string body,
        long sequence,
        int at,
        string? group = null,
        int receiveCount = 1,
        bool isSameCall = false)
    {
        DateTimeOffset decided = Start.AddSeconds(at);
        Delivery delivery = new(queue, body, sequence, receiveCount)
        {
            Call = isSameCall ? _calls : ++_calls,
            Began = decided,
            VisibleUntil = decided + Timeout,
            VisibilityTimeout = Timeout,
            ReceiptHandle = "",
            Group = group,
        };
        _ledger.Add(delivery);
        return delivery;
    }

    private static void Acknowledge(Delivery delivery, int at) => delivery.Acks.Add(new AckCall
    {
        Outcome = Outcome.Done,
        Ended = Start.AddSeconds(at),
    });
}
