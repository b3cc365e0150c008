using QueueService.Partitions;
using QueueService.Queues.Redrive;
using QueueService.Storage;
using QueueService.Tests.Core.Formats;

namespace QueueService.Tests.Core.Queues.Redrive;

public sealed class RedriveTaskCodecTests
{
    /// <summary>Version 1: queue <c>q</c>, three of five moved, one partition at message 4 of 6.</summary>
    private const string Earlier =
        "01" + "0171" + "00" + "0a" + "00" + "01" + "03" + "05" + "e807" + "00" + "00" + "010406";

    /// <summary>Version 2, every member set.</summary>
    private const string Pinned =
        "02017102746f07012430303030303030302d303030302d303030302d303030302d3030303030303030303030"
        + "30050102e807d00f07626563617573650204060109debc9a7856341200030500000000000000000000000000"
        + "00000102040500";

    [Fact]
    public void Encode_WhenPinned_NeverChanges() =>
        Assert.Equal(Pinned, Hex.Of(RedriveTaskCodec.Encode(FormatSamples.Redrive)));

    [Fact]
    public void Decode_WhenPinned_GivesWhatWasWritten()
    {
        RedriveTask task = FormatSamples.Redrive;
        RedriveTask read = Decode(Hex.Bytes(Pinned));
        Assert.Equal(RedriveTaskCodec.Encode(task).ToArray(), RedriveTaskCodec.Encode(read).ToArray());
        Assert.Equal((task.Incarnation, task.Owner, task.Stayed), (read.Incarnation, read.Owner, read.Stayed));
        Assert.Equal(task.Chosen, read.Chosen);
        Assert.Null(Decode(RedriveTaskCodec.Encode(task with { Chosen = null })).Chosen);
    }

    [Fact]
    public void Encode_WhenItIsKnownWhoStartedIt_IsTheThirdVersion()
    {
        RedriveTask task = FormatSamples.Redrive;
        task = task with
        {
            Info = task.Info with { Request = task.Info.Request with { StartedBy = "ann" } },
        };
        string pinned = "03" + Pinned[2..] + "01" + "03616e6e" + "00";
        Assert.Equal(pinned, Hex.Of(RedriveTaskCodec.Encode(task)));
        Assert.Equal("ann", Decode(Hex.Bytes(pinned)).Info.Request.StartedBy);
        Assert.Throws<NewerFormatException>(() => Decode(Hex.Bytes("03" + Pinned[2..] + "7f" + "00")));
    }

    [Fact]
    public void Encode_WhenOnlySomeOriginsAreAllowed_NeverChanges()
    {
        RedriveTask task = FormatSamples.Redrive;
        RedriveRequest request = task.Info.Request with { Origins = [QueueName.Parse("a"), QueueName.Parse("b.fifo")] };
        ReadOnlyMemory<byte> bytes = RedriveTaskCodec.Encode(task with { Info = task.Info with { Request = request } });
        Assert.Equal("03" + Pinned[2..] + "04" + "02" + "0161" + "06622e6669666f" + "00", Hex.Of(bytes));
        Assert.Equal(request.Origins, Decode(bytes).Info.Request.Origins);
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
        bytes[0] = 4;
        Assert.Throws<NewerFormatException>(() => Decode(bytes));
        bytes[0] = 0;
        Assert.Throws<StorageCorruptException>(() => Decode(bytes));
        Assert.Throws<NewerFormatException>(() => Decode(Hex.Bytes(
            Earlier.Replace("01" + "03" + "05" + "e807", "06" + "03" + "05" + "e807"))));
    }

    private static RedriveTask Decode(ReadOnlyMemory<byte> content) =>
        RedriveTaskCodec.Decode(new Document("q.1", content, "v"));
}
