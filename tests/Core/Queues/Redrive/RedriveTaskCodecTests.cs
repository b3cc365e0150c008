using QueueService.Partitions;
using QueueService.Queues;
using QueueService.Queues.Messages;
using QueueService.Queues.Redrive;
using QueueService.Storage;

namespace QueueService.Tests.Core.Queues.Redrive;

public sealed class RedriveTaskCodecTests
{
    /// <summary>Version 1: queue <c>q</c>, three of five moved, one partition at message 4 of 6.</summary>
    private const string Earlier =
        "01" + "0171" + "00" + "0a" + "00" + "01" + "03" + "05" + "e807" + "00" + "00" + "010406";

    [Fact]
    public void Decode_WhenEverythingIsSet_GivesItBack()
    {
        RedriveInfo info = new(
            "q.1",
            QueueName.Parse("q"),
            new RedriveRequest(QueueName.Parse("to"), 7, [new MessageId(Guid.Empty)]),
            RedriveState.Failed,
            1,
            2,
            DateTimeOffset.FromUnixTimeMilliseconds(1000),
            DateTimeOffset.FromUnixTimeMilliseconds(2000),
            "because");
        RedriveTask task = new(info, [new SequenceNumber(4), new(1)], [new SequenceNumber(6), new(9)])
        {
            Incarnation = ulong.MaxValue,
            Owner = UInt128.MaxValue,
            Stayed = 3,
            Chosen = [[new SequenceNumber(4), new(5)], []],
        };
        RedriveTask read = Decode(RedriveTaskCodec.Encode(task));
        Assert.Equal(RedriveTaskCodec.Encode(task).ToArray(), RedriveTaskCodec.Encode(read).ToArray());
        Assert.Equal((task.Incarnation, task.Owner, task.Stayed), (read.Incarnation, read.Owner, read.Stayed));
        Assert.Equal(task.Chosen, read.Chosen);
        Assert.Null(Decode(RedriveTaskCodec.Encode(task with { Chosen = null })).Chosen);
    }

    [Fact]
    public void Decode_WhenItIsOfTheVersionBefore_KnowsNoOwner()
    {
        RedriveTask read = Decode(Convert.FromHexString(Earlier));
        Assert.Equal((RedriveState.Running, 3L, 5L, 10), (
            read.Info.State, read.Info.Moved, read.Info.Total, read.Info.Request.MaxPerSecond));
        Assert.Equal((0UL, UInt128.Zero, null), (read.Incarnation, read.Owner, read.Chosen));
        Assert.Equal((new SequenceNumber(4), new SequenceNumber(6)), (read.Next[0], read.End[0]));
    }

    [Fact]
    public void Decode_WhenItIsOfALaterVersionOrCutOff_RefusesIt()
    {
        byte[] bytes = Convert.FromHexString(Earlier);
        Assert.Throws<StorageCorruptException>(() => Decode(bytes.AsMemory(0, bytes.Length - 1)));
        bytes[0] = 3;
        Assert.Throws<StorageCorruptException>(() => Decode(bytes));
    }

    private static RedriveTask Decode(ReadOnlyMemory<byte> content) =>
        RedriveTaskCodec.Decode(new Document("q.1", content, "v"));
}
