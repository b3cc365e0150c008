using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Drafts;
using QueueService.Partitions.Events;
using QueueService.Partitions.Machine;
using QueueService.Partitions.Messages;
using QueueService.Partitions.Settings;
using QueueService.Partitions.State;
using QueueService.Queues.Messages;
using QueueService.Replication;
using QueueService.Storage;
using QueueService.Wire;

namespace QueueService.Tests.Core.Partitions;

/// <summary>What a partition holds one by one in memory has an end.</summary>
public sealed class HeldBoundTests
{
    private static readonly QueueName Queue = QueueName.Parse("q");
    private static readonly Timestamp Start = new(1_000_000);
    private static readonly PartitionLimits Bounds = new() { Delayed = 20, DeduplicationIds = 30 };

    [Fact]
    public async Task Send_WhenAsManyAreDelayedAsMayBe_IsRefusedIfDelayed()
    {
        PartitionState state = Fill(Bounds.Delayed, n => new StoredMessage(0, Start + TimeSpan.FromMinutes(5)));
        BrokerException refusal = await Assert.ThrowsAsync<BrokerException>(
            () => SendAsync(state, Message() with { Delay = TimeSpan.FromSeconds(1) }));
        Assert.Equal(BrokerErrorCode.Overloaded, refusal.Code);
        Assert.StartsWith("20 messages of this queue are delayed", refusal.Message, StringComparison.Ordinal);
        Assert.Single(await SendAsync(state, Message()));
    }

    [Fact]
    public async Task Send_WhenAsManyIdsAreRememberedAsMayBe_IsRefusedIfItsIdIsNew()
    {
        KeyHash known = KeyHash.Of("known");
        PartitionState state = Fill(
            Bounds.DeduplicationIds, n => new StoredMessage(0, Deduplication: n == 0 ? known : KeyHash.Of($"{n}")));
        BrokerException refusal = await Assert.ThrowsAsync<BrokerException>(
            () => SendAsync(state, Message() with { DeduplicationId = "new" }));
        Assert.Equal(BrokerErrorCode.Overloaded, refusal.Code);
        Assert.StartsWith("30 deduplication ids of this queue", refusal.Message, StringComparison.Ordinal);
        Assert.True(Assert.Single(await SendAsync(state, Message() with { DeduplicationId = "known" })).Deduplicated);
        Assert.False(Assert.Single(await SendAsync(state, Message())).Deduplicated);
    }

    [Fact]
    public void Release_WhenAsManyAreDelayedAsMayBe_IsRefusedIfDelayed()
    {
        PartitionHarness harness = new() { Bounds = new PartitionLimits { Delayed = 1 } };
        harness.Send("a", "b");
        IReadOnlyList<Delivery> received = harness.Receive();
        Assert.True(harness.Release(received[0], seconds: 60));
        BrokerException refusal = Assert.Throws<BrokerException>(() => harness.Release(received[1], seconds: 60));
        Assert.Equal(BrokerErrorCode.Overloaded, refusal.Code);
        Assert.StartsWith("1 messages of this queue are delayed", refusal.Message, StringComparison.Ordinal);
        Assert.True(harness.Release(received[1]));
    }

    [Fact]
    public void Replace_WhenPartitionsChange_CountsWhatAllHold()
    {
        HeldTotals totals = new();
        PartitionState first = Fill(3, n => new StoredMessage(0, Start + TimeSpan.FromMinutes(5)));
        PartitionState second = Fill(2, n => new StoredMessage(0, Deduplication: KeyHash.Of($"{n}")));
        HeldCounts one = totals.Replace(default, first);
        HeldCounts two = totals.Replace(default, second);
        Assert.Equal((3L, 2L), (totals.Delayed, totals.DeduplicationIds));
        totals.Replace(totals.Replace(one, first), null);
        totals.Replace(two, null);
        Assert.Equal((0L, 0L), (totals.Delayed, totals.DeduplicationIds));
    }

    private static NewMessage Message() => new() { Body = new byte[] { 1 }, IsText = false };

    private static PartitionState Fill(int count, Func<int, StoredMessage> message)
    {
        PartitionState state = new(new PartitionId(1, 0));
        state.Apply(new FrameNumber(1), Start, [new Configured(Queue, 1, new QueueSettings())]);
        StoredMessage[] messages = [.. Enumerable.Range(0, count).Select(message)];
        state.Apply(new FrameNumber(2), Start, [new Sent(new SequenceNumber(1), messages)]);
        return state;
    }

    private static Task<SentItem[]> SendAsync(PartitionState state, NewMessage message)
    {
        SendCommand command = new([SendItems.Of(Queue, message, 0)]);
        Assert.Equal(Decision.Done, command.Decide(new QueueDraft(state, 1, state.Clock, Bounds, new WireWriter())));
        command.Complete();
        return command.Reply;
    }
}
