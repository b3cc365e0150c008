using QueueService.Queues.History;
using QueueService.Storage;
using QueueService.Tests.Core.Formats;

namespace QueueService.Tests.Core.History;

public sealed class HistoryCodecTests
{
    private const string Pinned =
        "01" + "07" + "02" + "0161" + "02" + "00" + "02040608" + "0a0c0e101214" + "3b" + "0100000002" + "0000000000"
        + "0162" + "01" + "05" + "00000000000000000000";

    [Fact]
    public void Encode_WhenPinned_NeverChanges()
    {
        HistoryLog log = new(7);
        HistoryValues values = new(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        log.Add("b", 5, default);
        log.Add("a", 59, values with { Visible = 0, Sent = 6 });
        log.Add("a", 0, values);
        Assert.Equal(Pinned, Hex.Of(HistoryCodec.Encode(log)));
    }

    [Fact]
    public void Decode_WhenPinned_GivesWhatWasWritten()
    {
        HistoryLog log = HistoryCodec.Decode("x", Hex.Bytes(Pinned));
        Assert.Equal(7, log.Number);
        Assert.Equal([0, 59], log.Points["a"].Keys);
        Assert.Equal(new HistoryValues(0, 2, 3, 4, 6, 6, 7, 8, 9, 10), log.Last()["a"]);
        Assert.Equal(Pinned, Hex.Of(HistoryCodec.Encode(log)));
    }

    [Theory]
    [InlineData("02", typeof(NewerFormatException))]
    [InlineData("00", typeof(StorageCorruptException))]
    [InlineData("010701", typeof(StorageCorruptException))]
    public void Decode_WhenItCannotBeRead_TellsWhy(string stored, Type expected) =>
        Assert.IsType(expected, Record.Exception(() => HistoryCodec.Decode("x", Hex.Bytes(stored))));
}
