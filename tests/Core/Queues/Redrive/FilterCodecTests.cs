using QueueService.Partitions.Messages;
using QueueService.Queues.Peek;
using QueueService.Queues.Redrive;
using QueueService.Storage;
using QueueService.Tests.Core.Formats;
using QueueService.Wire;

namespace QueueService.Tests.Core.Queues.Redrive;

public sealed class FilterCodecTests
{
    private const string Pinned =
        "010174" + "02016101" + "0178" + "02016e03" + "0137" + "030167" + "040171" + "0501" + "72" + "060164"
        + "0703" + "08d00f" + "09a01f" + "00";

    private static readonly MessageFilter All = new()
    {
        Text = "t",
        Attributes =
        [
            new MessageAttribute("a", AttributeKind.Text, "x"u8.ToArray()),
            new MessageAttribute("n", (AttributeKind)3, "7"u8.ToArray()),
        ],
        GroupId = "g",
        SourceQueue = QueueName.Parse("q"),
        Reason = "r",
        Detail = "d",
        MinReceiveCount = 3,
        After = DateTimeOffset.FromUnixTimeMilliseconds(1000),
        Before = DateTimeOffset.FromUnixTimeMilliseconds(2000),
    };

    [Fact]
    public void Write_WhenPinned_NeverChanges()
    {
        WireWriter writer = new();
        FilterCodec.Write(writer, All);
        Assert.Equal(Pinned, Hex.Of(writer.Written));
    }

    [Fact]
    public void Read_WhenPinned_GivesWhatWasWritten()
    {
        WireReader reader = new(Hex.Bytes(Pinned));
        Assert.True(MessageFilter.IsSame(All, FilterCodec.Read(ref reader)));
        reader.ExpectEnd();
    }

    [Fact]
    public void Read_WhenALaterProgramHasWrittenIt_TellsSo() => Assert.Throws<UnknownFormatException>(() =>
    {
        WireReader reader = new(Hex.Bytes("0a" + "00"));
        FilterCodec.Read(ref reader);
    });

    [Fact]
    public void Task_WhenItHasAFilter_KeepsItAndHowManyWereLookedAt()
    {
        RedriveTask task = FormatSamples.Redrive;
        task = task with
        {
            Info = task.Info with { Request = task.Info.Request with { Filter = All } },
            Scanned = 5,
        };
        RedriveTask read = RedriveTaskCodec.Decode(new Document("q.01", RedriveTaskCodec.Encode(task), "1"));
        Assert.True(MessageFilter.IsSame(All, read.Info.Request.Filter));
        Assert.Equal(5, read.Scanned);
    }
}
