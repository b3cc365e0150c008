using QueueService.Partitions.Codec;
using QueueService.Partitions.Events;
using QueueService.Tests.Core.Formats;
using QueueService.Wire;

namespace QueueService.Tests.Core.Partitions.Codec;

/// <summary>Every event as bytes, in the form of the release that brought it.</summary>
public sealed class EventFormatTests
{
    private const string Traits =
        "3f070000000000000000000000000000000900000000000085de8cab8967452301e807d00f0306736f757263"
            + "6501b817";

    private const string Story =
        "bf070000000000000000000000000000000900000000000085de8cab8967452301e807d00f0306736f757263"
            + "6501b817" + "07" + "03776879" + "02a01f03616e6e";

    private static readonly Dictionary<EventKind, string> Pinned = new()
    {
        [EventKind.Configured] = "0106712e6669666f0201b0ea0102000380e0e5a4"
            + "01048080400500060409646561642e6669666f0700080109"
            + "010a010b016b017600",
        [EventKind.Closed] = "02",
        [EventKind.Sent] = "03010200" + "0a" + "07ac0205" + "06000000000000000000000000000000" + Traits,
        [EventKind.Delivered] = "040902" + "08" + "0b0a" + Traits,
        [EventKind.Acknowledged] = "050201c801",
        [EventKind.Extended] = "06034d",
        [EventKind.Released] = "074e0103",
        [EventKind.Expired] = "080101050109",
        [EventKind.Purged] = "0964",
        [EventKind.TransferStarted] = "0a" + "debc9a7856341200" + "05" + "02" + "01" + "0108",
        [EventKind.TransferFinished] = "0b" + "debc9a7856341200" + "05" + "04",
        [EventKind.TransferAborted] = "0c" + "debc9a7856341200" + "05",
        [EventKind.Arrived] = "0d" + "debc9a7856341200" + "05" + "0407" + "01" + "040a" + Traits,
        [EventKind.Attempted] = "0e" + "08000000000000000000000000000000" + "0201c801",
        [EventKind.SourceRetired] = "0f" + "debc9a7856341200" + "05",
        [EventKind.TransferReturned] = "10" + "debc9a7856341200" + "05" + "04",
        [EventKind.Replaced] = "11" + "0b0a" + Traits + "04ac02" + Story,
        [EventKind.Deleted] = "120101050109",
        [EventKind.Remarked] = "1302" + "03616e6e" + "0103",
        [EventKind.TotalsBegun] = "14",
        [EventKind.Held] = "1503" + "0201c801",
        [EventKind.Forwarded] = "16" + "01" + "0178" + "016b" + "0103",
        [EventKind.Dropped] = "170201c801",
    };

    public static TheoryData<int> FirstKinds => [.. Pinned.Keys.Select(kind => (int)kind)];

    [Fact]
    public void Pinned_WhenAKindIsThere_KnowsItsBytes() =>
        Assert.Equal(FormatSamples.Events.Select(happened => happened.Kind), Pinned.Keys);

    [Theory]
    [MemberData(nameof(FirstKinds))]
    public void Write_WhenPinned_NeverChanges(int kind) =>
        Assert.Equal(Pinned[(EventKind)kind], Hex.Written(writer => EventWriter.Write(writer, Sample(kind))));

    [Theory]
    [MemberData(nameof(FirstKinds))]
    public void Read_WhenPinned_GivesWhatWasWritten(int kind)
    {
        WireReader reader = new(Hex.Bytes(Pinned[(EventKind)kind]));
        PartitionEvent read = EventReader.Read(ref reader);
        reader.ExpectEnd();
        Assert.Equal(Sample(kind).GetType(), read.GetType());
        Assert.Equal(Pinned[(EventKind)kind], Hex.Written(writer => EventWriter.Write(writer, read)));
    }

    [Theory]
    [InlineData("ff")]
    [InlineData("0301" + "01" + "08" + "0a")]
    [InlineData("0301" + "01" + "04" + "0a" + "40")]
    [InlineData("0a" + "debc9a7856341200" + "05" + "04" + "01" + "0108")]
    [InlineData("1303" + "03616e6e" + "0103")]
    [InlineData("1504" + "0103")]
    [InlineData("16" + "02" + "0178" + "016b" + "0103")]
    public void Read_WhenALaterProgramMayHaveWrittenIt_SaysSo(string hex) =>
        Assert.Throws<UnknownFormatException>(() => Read(hex));

    [Theory]
    [InlineData("00")]
    [InlineData("03")]
    [InlineData("0a" + "debc9a7856341200" + "05" + "00" + "01" + "0108")]
    [InlineData("0a" + "debc9a7856341200" + "40" + "01" + "01" + "0108")]
    public void Read_WhenNobodyCanHaveWrittenIt_IsDamage(string hex) =>
        Assert.IsNotType<UnknownFormatException>(Assert.ThrowsAny<FormatException>(() => Read(hex)));

    private static PartitionEvent Sample(int kind) =>
        FormatSamples.Events.Single(happened => happened.Kind == (EventKind)kind);

    private static void Read(string hex)
    {
        WireReader reader = new(Hex.Bytes(hex));
        EventReader.Read(ref reader);
    }
}
