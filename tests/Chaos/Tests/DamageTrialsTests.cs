using QueueService.Tests.Chaos.Disk;
using QueueService.Tests.Chaos.Record;

namespace QueueService.Tests.Chaos.Tests;

/// <summary>What a damaged copy may give out, and what it may not.</summary>
public sealed class DamageTrialsTests
{
    private const string Named = "The file '/data/logs/0a-00/0001.seg' is corrupt at offset 180: the record is bad.";
    private static readonly Damage Damaged = new("logs/0a-00/0001.seg", "bit at 200");
    private static readonly QueueSpec Work = QueueSpec.Sources[0];
    private static readonly QueueSpec Fifo = QueueSpec.Sources.Single(queue => queue.IsFifo);
    private static readonly Inventory Truth = Of(Message("a", 1), Message("b", 2));

    [Fact]
    public void Judge_WhenAllIsThere_FindsNothing() => Assert.Empty(DamageTrials.Judge(Damaged, Truth, Truth));

    [Fact]
    public void Judge_WhenLessIsThereAndTheFileIsNamed_FindsNothing() => Assert.Empty(DamageTrials.Judge(
        Damaged, Truth, Of(Message("b", 2)) with { Refusal = "calls failed", Output = Named }));

    [Fact]
    public void Judge_WhenTheFileIsNotNamed_FindsIt() => Assert.Contains(
        "are not told",
        Found(new Inventory([], "it did not start", Named.Replace("0001", "0002", StringComparison.Ordinal))),
        StringComparison.Ordinal);

    [Fact]
    public void Judge_WhenLessIsThereSilently_FindsIt() => Assert.Contains(
        "1 of 2 messages were missing silently", Found(Of(Message("b", 2))), StringComparison.Ordinal);

    [Fact]
    public void Judge_WhenAMessageIsChanged_FindsIt() => Assert.Contains(
        "'A' (number 1",
        Found(Of(Message("A", 1), Message("b", 2)) with { Refusal = "calls failed", Output = Named }),
        StringComparison.Ordinal);

    [Fact]
    public void Judge_WhenAMessageComesTwice_FindsIt() => Assert.Contains(
        "'a' (number 1", Found(Of(Message("a", 1), Message("b", 2), Message("a", 1))), StringComparison.Ordinal);

    [Fact]
    public void Judge_WhenACountIsWrong_FindsIt() => Assert.Contains(
        "receive 7", Found(Of(Message("a", 1, receiveCount: 7), Message("b", 2))), StringComparison.Ordinal);

    [Fact]
    public void Judge_WhenAGroupIsOutOfOrder_FindsIt()
    {
        Delivery first = Message("c", 5) with { Queue = Fifo, Group = "g" };
        Delivery second = Message("d", 6) with { Queue = Fifo, Group = "g" };
        Assert.Contains(
            "'c' (number 5 of work.fifo, receive 1) was delivered after 'd'",
            Assert.Single(DamageTrials.Judge(Damaged, Of(first, second), Of(second, first))),
            StringComparison.Ordinal);
    }

    private static string Found(Inventory found) => Assert.Single(DamageTrials.Judge(Damaged, Truth, found));

    private static Inventory Of(params Delivery[] deliveries) => new(deliveries, Refusal: null, Output: "");

    private static Delivery Message(string body, long sequence, int receiveCount = 1) =>
        new(Work, body, sequence, receiveCount)
        {
            Call = 1,
            Began = DateTimeOffset.UnixEpoch,
            VisibleUntil = DateTimeOffset.UnixEpoch,
            VisibilityTimeout = TimeSpan.Zero,
            ReceiptHandle = "",
        };
}
