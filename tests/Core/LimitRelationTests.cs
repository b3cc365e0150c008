using QueueService.Partitions;
using QueueService.Partitions.Codec;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Events;
using QueueService.Partitions.Messages;
using QueueService.Replication;
using QueueService.Storage;
using QueueService.Transfers;
using QueueService.Wire;

namespace QueueService.Tests.Core;

/// <summary>Limits that depend on each other agree.</summary>
public sealed class LimitRelationTests
{
    private static readonly MessageTraits Largest = new()
    {
        Group = new KeyHash(UInt128.MaxValue),
        Id = new MessageId(Guid.AllBitsSet),
        EnqueuedAt = new Timestamp(long.MaxValue),
        FirstReceivedAt = new Timestamp(long.MaxValue),
        PriorReceives = int.MaxValue,
        Origin = new Origin(new string('q', Limits.MaxQueueNameLength), MoveReason.Redrive,
            new Timestamp(long.MaxValue), int.MaxValue),
    };

    private static readonly string Detail = new('é', Limits.MaxDetailBytes / 2);

    private static readonly string By = new('€', Replays.MaxByLength);

    private static readonly MessageTraits Storied = Largest with
    {
        Detail = Detail,
        Replays = new Replays(int.MaxValue, new Timestamp(long.MaxValue), By),
        IsEdited = true,
    };

    private static readonly SequenceNumber Last = new(long.MaxValue >> 1);

    [Fact]
    public void TableEntity_WhenAFrameIsAsLargeAsMayBe_HoldsIt()
    {
        const int Entity = 1024 * 1024;
        const int KeysAndNames = 8 * 1024;
        Assert.True(Limits.MaxFrameEventBytes + Limits.MaxInlineFrameBytes + KeysAndNames <= Entity);
        Assert.True(Limits.MaxHeadNoteBytes + KeysAndNames <= Entity);
    }

    [Fact]
    public void Frame_WhenACommandIsAsLargeAsMayBe_HoldsItsEvents()
    {
        Command[] commands =
        [
            new SendCommand(new SendItem[Limits.MaxBatchMessages].Select(_ => Item).ToArray()),
            new ArriveCommand(
                default, default, [.. Enumerable.Repeat(new Arrival(default, Largest), Limits.MaxTransferMessages)]),
            new ReceiveCommand(Limits.MaxBatchMessages, null, null, CancellationToken.None, new KeyHash(1)),
            new AcknowledgeCommand(new Receipt[Limits.MaxBatchMessages]),
            new ReleaseCommand(new Receipt[Limits.MaxBatchMessages], default),
            new ExtendCommand(new Receipt[Limits.MaxBatchMessages], new TimeSpan[Limits.MaxBatchMessages]),
            new MoveCommand(new MoveItem[Limits.MaxTransferMessages], By),
            new ReleaseCommand(new Receipt[Limits.MaxBatchMessages], default, detail: Detail),
            new RejectCommand(new Receipt[Limits.MaxBatchMessages], Detail),
            new DeleteCommand(new SequenceNumber[Limits.MaxBatchMessages]),
            new EditCommand(new MessageEditing(default, 0, Storied, null, null, By)),
            new ArriveCommand(
                default, default, [.. Enumerable.Repeat(new Arrival(default, Storied), Limits.MaxTransferMessages)]),
        ];
        Assert.All(commands, command => Assert.InRange(command.EventBytes, 1, Limits.MaxFrameEventBytes));
        Assert.All(commands, command => Assert.InRange(command.Weight, 1, Limits.MaxFrameMessages));
    }

    [Fact]
    public void EventBounds_WhenEventsAreAsLargeAsMayBe_AreNotExceeded()
    {
        StoredMessage arrived = new(int.MaxValue, new Timestamp(long.MaxValue), new KeyHash(UInt128.MaxValue), Largest);
        StoredMessage sent = arrived with { Traits = new MessageTraits { Group = Largest.Group } };
        MessageReference first = new(Last, FirstTouch: true, int.MaxValue, Largest);
        PartitionId partition = new(ulong.MaxValue, Limits.MaxPartitions - 1);
        Timestamp time = new(long.MaxValue);
        Assert.InRange(Size(new Sent(Last, [sent])), 1, EventBounds.Event + EventBounds.SentMessage);
        Assert.InRange(
            Size(new Arrived(partition, new TransferNumber(long.MaxValue), Last, [arrived])),
            1,
            EventBounds.Event + EventBounds.ArrivedMessage);
        Assert.InRange(Size(new Delivered(time, [first])), 1, EventBounds.Event + EventBounds.Reference);
        Assert.InRange(
            Size(new TransferStarted(partition, MoveReason.Redrive, new TransferNumber(long.MaxValue), [first])),
            1,
            EventBounds.Event + EventBounds.Reference);
        Assert.InRange(Size(new Acknowledged([Last])), 1, EventBounds.Event + EventBounds.Sequence);
        Assert.InRange(Size(new Released(time, [Last])), 1, EventBounds.Event + EventBounds.Sequence);
        Assert.InRange(Size(new Extended(Last, time)), 1, EventBounds.Event);
        Assert.InRange(
            Size(new Attempted(new KeyHash(UInt128.MaxValue), [Last])), 1, EventBounds.Event + EventBounds.Sequence);
        Assert.InRange(
            Size(new Expired([new SequenceRange(Last, int.MaxValue)], [Last])),
            1,
            EventBounds.Event + EventBounds.Range + EventBounds.Sequence);
    }

    [Fact]
    public void EventBounds_WhenMessagesHaveTheLongestStory_AreNotExceeded()
    {
        StoredMessage arrived = new(int.MaxValue, new Timestamp(long.MaxValue), new KeyHash(UInt128.MaxValue), Storied);
        MessageReference first = new(Last, FirstTouch: true, int.MaxValue, Largest);
        PartitionId partition = new(ulong.MaxValue, Limits.MaxPartitions - 1);
        TransferNumber number = new(long.MaxValue);
        Assert.InRange(
            Size(new Arrived(partition, number, Last, [arrived])),
            1,
            new ArriveCommand(partition, number, [new Arrival(default, Storied)]).EventBytes);
        Remarked replayed = new(RemarkKind.ReplayedBy, By, [Last]);
        TransferStarted started = new(partition, MoveReason.Redrive, number, [first]);
        Assert.InRange(
            Size(new Replaced(first, arrived)) + Size(started) + Size(replayed),
            1,
            new EditCommand(new MessageEditing(default, 0, Storied, null, null, By)).EventBytes);
        Assert.InRange(Size(started) + Size(replayed), 1, new MoveCommand(new MoveItem[1], By).EventBytes);
        Remarked detailed = new(RemarkKind.Detail, Detail, [Last]);
        Assert.InRange(
            Size(detailed) + Size(new Released(new Timestamp(long.MaxValue), [Last])),
            1,
            new ReleaseCommand(new Receipt[1], default, detail: Detail).EventBytes);
        Assert.InRange(
            Size(detailed) + Size(started with { Messages = [new MessageReference(Last)] }),
            1,
            new RejectCommand(new Receipt[1], Detail).EventBytes);
        Assert.InRange(
            Size(new Deleted([new SequenceRange(Last, int.MaxValue)], [])),
            1,
            new DeleteCommand(new SequenceNumber[1]).EventBytes);
    }

    [Fact]
    public void Bounds_WhenTheyAreTheDefaults_FitTheStore()
    {
        PartitionLimits bounds = PartitionLimits.Default;
        Assert.True(bounds.FrameEventBytes <= Limits.MaxFrameEventBytes);
        Assert.True(bounds.TransferMessages <= bounds.FrameMessages);
        Assert.True(bounds.GroupLookAhead <= bounds.Loaded);
        Assert.True(Limits.MaxBatchMessages <= bounds.FrameMessages);
        Assert.True(Limits.MaxMessageBytes <= Limits.MaxTransferBytes);
        Assert.True(Limits.MaxRequestBytes <= Limits.MaxRequestBytesInFlight);
    }

    private static SendItem Item => new(default, default, 0, null, default, default, default);

    private static int Size(PartitionEvent happened)
    {
        WireWriter writer = new();
        EventWriter.Write(writer, happened);
        return writer.Length;
    }
}
