using System.Text;
using QueueService.Storage;

namespace QueueService.Tests.Storage;

public sealed class Crc32CTests
{
    [Theory]
    [InlineData("", 0u)]
    [InlineData("123456789", 0xe3069283u)]
    [InlineData("a", 0xc1d04330u)]
    public void Compute_WhenTextIsKnown_GivesThePublishedChecksum(string text, uint checksum) =>
        Assert.Equal(checksum, Crc32C.Compute(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Compute_WhenDataIsZeroes_GivesTheChecksumOfTheStandard() =>
        Assert.Equal(0x8a9136aau, Crc32C.Compute(new byte[32]));

    [Fact]
    public void Compute_WhenDataComesInPieces_GivesTheChecksumOfTheWhole()
    {
        var data = Frames.Bytes(100, 1);
        for (var length = 0; length <= data.Length; length++)
        {
            var first = Crc32C.Compute(data.AsSpan(0, length));
            Assert.Equal(Crc32C.Compute(data), Crc32C.Compute(data.AsSpan(length), first));
        }
    }
}
