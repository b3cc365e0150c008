using QueueService.Partitions.Settings;
using QueueService.Queues.Catalog;
using QueueService.Storage;
using QueueService.Tests.Core.Formats;

namespace QueueService.Tests.Core.Queues.Catalog;

public sealed class QueueRecordFormatTests
{
    private const string Pinned =
        "0106712e6669666fdebc9a785634120003e807d00f0301dc0b02d00f038090e4c00404800805a09c01060409"
            + "646561642e6669666f0701080209020a400b0161000b016202c3a90c06706f6c696379027b7d0001b0ea0102"
            + "000380e0e5a4010480804005000700080109010a0100";

    /// <summary>
    /// Version, name, incarnation, changes, created, modified; then state, settings, and what they become.
    /// </summary>
    private const string Start = "01" + "0171" + "debc9a7856341200" + "03" + "e807" + "d00f";

    [Fact]
    public void Encode_WhenPinned_NeverChanges()
    {
        Assert.Equal(Pinned, Hex.Of(QueueRecordCodec.Encode(FormatSamples.Queue)));
        Assert.Equal("q.fifo", Decode(Pinned).Name.Value);
    }

    [Fact]
    public void Decode_WhenPinned_GivesWhatWasWritten()
    {
        QueueRecord read = Decode(Pinned);
        Assert.Equal(
            FormatSamples.Queue with { Settings = read.Settings, Next = read.Next }, read);
        Assert.Equal(Pinned, Hex.Of(QueueRecordCodec.Encode(read)));
        Assert.Equal(new QueueSettings().Retention, read.Next!.Retention);
    }

    [Theory]
    [InlineData("00", false, false)]
    [InlineData("01", true, false)]
    [InlineData("02", false, true)]
    public void Decode_WhenTheStateIsPinned_Knows(string state, bool isDeleting, bool isChanging)
    {
        QueueRecord read = Decode(Start + state + "00" + (isChanging ? "00" : ""));
        Assert.Equal((isDeleting, isChanging), (read.IsDeleting, read.Next is not null));
    }

    [Fact]
    public void Decode_WhenItIsLaterOrDamaged_TellsThemApart()
    {
        Assert.Throws<NewerFormatException>(() => Decode("02" + Pinned[2..]));
        Assert.Throws<NewerFormatException>(() => Decode(Start + "04" + "00"));
        Assert.Throws<NewerFormatException>(() => Decode(Start + "00" + "ff0100"));
        Assert.Throws<StorageCorruptException>(() => Decode("00" + Pinned[2..]));
        Assert.Throws<StorageCorruptException>(() => Decode(Start + "00" + "0180"));
        Assert.Throws<StorageCorruptException>(() => Decode(Start + "00" + "00" + "00"));
        Assert.Throws<StorageCorruptException>(() => Decode(""));
    }

    private static QueueRecord Decode(string hex) => QueueRecordCodec.Decode(Hex.Document("q", hex));
}
