using QueueService.Partitions;
using QueueService.Partitions.Codec;
using QueueService.Tests.Core.Formats;
using QueueService.Wire;

namespace QueueService.Tests.Core.Partitions.Codec;

public sealed class TraitsFormatTests
{
    private const string Pinned = "3f" + "07000000000000000000000000000000" + "0900000000000085de8cab8967452301"
        + "e807" + "d00f" + "03" + "06736f75726365" + "01" + "b817";

    private const string Story = "bf" + "07000000000000000000000000000000" + "0900000000000085de8cab8967452301"
        + "e807" + "d00f" + "03" + "06736f75726365" + "01" + "b817" + "07" + "03776879" + "02a01f03616e6e";

    [Fact]
    public void Write_WhenPinned_NeverChanges()
    {
        Assert.Equal(Pinned, Hex.Written(writer => TraitsCodec.Write(writer, FormatSamples.Traits)));
        Assert.Equal("00", Hex.Written(writer => TraitsCodec.Write(writer, null)));
    }

    [Fact]
    public void Read_WhenPinned_GivesWhatWasWritten()
    {
        Assert.Equal(FormatSamples.Traits, Read(Pinned));
        Assert.Null(Read("00"));
    }

    [Theory]
    [InlineData("01" + "07000000000000000000000000000000")]
    [InlineData("02" + "0900000000000085de8cab8967452301")]
    [InlineData("04e807")]
    [InlineData("08d00f")]
    [InlineData("1003")]
    [InlineData("20" + "06736f75726365" + "02" + "b817")]
    public void Write_WhenOneMemberIsSet_WritesThatAlone(string hex) =>
        Assert.Equal(hex, Hex.Written(writer => TraitsCodec.Write(writer, Read(hex))));

    [Fact]
    public void Write_WhenMembersOfTheThirdLevelAreSet_NeverChanges()
    {
        Assert.Equal(Story, Hex.Written(writer => TraitsCodec.Write(writer, FormatSamples.StoryTraits)));
        Assert.Equal(FormatSamples.StoryTraits, Read(Story));
    }

    [Theory]
    [InlineData("80" + "01" + "03776879")]
    [InlineData("80" + "02" + "02a01f" + "03616e6e")]
    [InlineData("80" + "04")]
    [InlineData("20" + "06736f75726365" + "03" + "b817")]
    public void Write_WhenOneMemberOfTheThirdLevelIsSet_WritesThatAlone(string hex) =>
        Assert.Equal(hex, Hex.Written(writer => TraitsCodec.Write(writer, Read(hex))));

    [Theory]
    [InlineData("80" + "08" + "01" + "0178" + "016b")]
    [InlineData("80" + "08" + "00" + "0178")]
    [InlineData("a0" + "06736f75726365" + "03" + "b817" + "10" + "05")]
    public void Write_WhenAMemberOfTheFourthLevelIsSet_WritesThatAlone(string hex) =>
        Assert.Equal(hex, Hex.Written(writer => TraitsCodec.Write(writer, Read(hex))));

    [Theory]
    [InlineData("40")]
    [InlineData("80" + "20")]
    [InlineData("80" + "00")]
    [InlineData("20" + "06736f75726365" + "04" + "b817")]
    public void Read_WhenALaterProgramMayHaveWrittenIt_SaysSo(string hex) =>
        Assert.Throws<UnknownFormatException>(() => Read(hex));

    /// <summary>Receives of a dead letter that is none, and a count of none.</summary>
    [Theory]
    [InlineData("80" + "10" + "05")]
    [InlineData("a0" + "06736f75726365" + "03" + "b817" + "10" + "00")]
    public void Read_WhenNobodyCanHaveWrittenIt_IsDamage(string hex) =>
        Assert.IsNotType<UnknownFormatException>(Assert.ThrowsAny<FormatException>(() => Read(hex)));

    private static MessageTraits? Read(string hex)
    {
        WireReader reader = new(Hex.Bytes(hex));
        MessageTraits? traits = TraitsCodec.Read(ref reader);
        reader.ExpectEnd();
        return traits;
    }
}
