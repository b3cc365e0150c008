using QueueService.Functions.Mqtt.Codec;

namespace QueueService.Tests.Functions.Mqtt.Codec;

/// <summary>Where packets end is known from their first bytes.</summary>
public sealed class PacketFramerTests
{
    private const int Limit = 64 * 1024;

    [Theory]
    [InlineData("C000", 2, 0)]
    [InlineData("307F", 2, 127)]
    [InlineData("308001", 3, 128)]
    [InlineData("30FF7F", 3, 16_383)]
    [InlineData("30808001", 4, 16_384)]
    [InlineData("30FFFF7F", 4, 2_097_151)]
    [InlineData("3080808001", 5, 2_097_152)]
    [InlineData("30FFFFFF7F", 5, 268_435_455)]
    public void Read_WhenTheLengthIsThere_TellsItBeforeTheBodyIs(string hex, int headerBytes, int bodyBytes)
    {
        byte[] bytes = Convert.FromHexString(hex);
        Assert.Equal(FrameStatus.Known, PacketFramer.Read(bytes, int.MaxValue, out FrameHeader header, out Refusal? none));
        Assert.Equal(new FrameHeader(bytes[0], headerBytes, bodyBytes), header);
        Assert.Null(none);
        for (int length = 0; length < bytes.Length; length++)
            Assert.Equal(FrameStatus.NeedMore, PacketFramer.Read(bytes.AsSpan(0, length), Limit, out _, out none));
    }

    [Theory]
    [InlineData("308080808001")]
    [InlineData("30FFFFFFFF7F")]
    [InlineData("30FFFFFFFF")]
    [InlineData("3080808080")]
    [InlineData("C08000")]
    [InlineData("308400")]
    [InlineData("30FFFF00")]
    [InlineData("3080808000")]
    public void Read_WhenTheLengthIsTooLongOrNotMinimal_IsMalformed(string hex)
    {
        byte[] bytes = Convert.FromHexString(hex);
        Assert.Equal(FrameStatus.Refused, PacketFramer.Read(bytes, int.MaxValue, out _, out Refusal? refusal));
        Assert.Equal(ReasonCode.MalformedPacket, refusal!.Code);
    }

    [Theory]
    [InlineData("10FFFFFF7F", Limit, true)]
    [InlineData("307F", 129, false)]
    [InlineData("307F", 128, true)]
    [InlineData("308001", 131, false)]
    [InlineData("308001", 130, true)]
    public void Read_WhenThePacketIsLargerThanTheLimit_RefusesItByItsHeader(string hex, int limit, bool isRefused)
    {
        FrameStatus status = PacketFramer.Read(Convert.FromHexString(hex), limit, out _, out Refusal? refusal);
        Assert.Equal(isRefused ? FrameStatus.Refused : FrameStatus.Known, status);
        Assert.Equal(isRefused ? ReasonCode.PacketTooLarge : null, refusal?.Code);
    }

    [Fact]
    public void Read_WhenPacketsFollowEachOther_LooksAtTheFirst()
    {
        PacketFramer.Read(Convert.FromHexString("40020001C000"), Limit, out FrameHeader header, out _);
        Assert.Equal((PacketType.Puback, 4), (header.Type, header.TotalBytes));
    }
}
