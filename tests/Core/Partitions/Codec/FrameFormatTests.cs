using QueueService.Partitions.Codec;
using QueueService.Partitions.Events;
using QueueService.Storage;
using QueueService.Tests.Core.Formats;

namespace QueueService.Tests.Core.Partitions.Codec;

/// <summary>Version, checksum, time, length and checksum of the payload, number of events, events.</summary>
public sealed class FrameFormatTests
{
    private const string Pinned = "01" + "057600e7" + "8827" + "07" + "7069e3f4" + "02" + "02" + "0964";

    private static readonly FrameNumber Number = new(3);

    [Fact]
    public void Encode_WhenPinned_NeverChanges() => Assert.Equal(
        Pinned,
        Convert.ToHexStringLower(FrameCodec.Encode(
            new Timestamp(5000), [new Closed(), new Purged(new(100))], "payload"u8)));

    [Fact]
    public void Decode_WhenPinned_GivesWhatWasWritten()
    {
        Frame frame = Decode(Hex.Bytes(Pinned));
        Assert.Equal((new Timestamp(5000), 7, Crc32C.Compute("payload"u8)), (
            frame.Time, frame.PayloadLength, frame.PayloadChecksum));
        Assert.Equal([new Closed(), new Purged(new(100))], frame.Events);
    }

    [Fact]
    public void Decode_WhenTheVersionIsLater_SaysToUpgrade()
    {
        byte[] later = Hex.Bytes(Pinned);
        later[0] = 2;
        string text = Assert.Throws<NewerFormatException>(() => Decode(later)).Message;
        Assert.StartsWith("Frame 3 of partition 00123456789abcde-05 was written by a newer version", text);
        Assert.EndsWith("upgrade this instance.", text);
    }

    [Fact]
    public void Decode_WhenAnEventIsOfALaterKind_SaysToUpgrade()
    {
        byte[] later = FrameCodec.Encode(new Timestamp(5000), [new Closed()], ReadOnlySpan<byte>.Empty);
        later[^1] = byte.MaxValue;
        Assert.Throws<StorageCorruptException>(() => Decode(later));
        BitConverter.TryWriteBytes(later.AsSpan(1), Crc32C.Compute(later.AsSpan(5)));
        Assert.Throws<NewerFormatException>(() => Decode(later));
    }

    [Fact]
    public void Decode_WhenAnyBitIsFlipped_IsRefused()
    {
        for (int n = 0; n < Pinned.Length * 4; n++)
        {
            byte[] damaged = Hex.Bytes(Pinned);
            damaged[n / 8] ^= (byte)(1 << (n % 8));

            // The first byte alone is not covered by the checksum.
            Type expected = n / 8 > 0 || damaged[0] == 0
                ? typeof(StorageCorruptException)
                : typeof(NewerFormatException);
            Assert.Throws(expected, () => Decode(damaged));
        }
    }

    private static Frame Decode(byte[] section) => FrameCodec.Decode(FormatSamples.Partition, Number, section);
}
