using QueueService.Partitions;
using QueueService.Partitions.Codec;
using QueueService.Partitions.Events;
using QueueService.Queues.Messages;
using QueueService.Storage;
using QueueService.Tests.Core.Formats;
using QueueService.Wire;

namespace QueueService.Tests.Core.Partitions;

public sealed class ByteFormatTests
{
    private static readonly PartitionId Partition = FormatSamples.Partition;

    private static PartitionEvent[] All => FormatSamples.Events;

    [Fact]
    public void Write_WhenEveryKindIsRead_GivesTheSameBytesAgain()
    {
        Assert.Equal(Enum.GetValues<EventKind>().Length, All.Length);
        foreach (PartitionEvent happened in All)
        {
            byte[] bytes = Encode(happened);
            WireReader reader = new(bytes);
            PartitionEvent read = EventReader.Read(ref reader);
            reader.ExpectEnd();
            Assert.Equal(happened.GetType(), read.GetType());
            Assert.Equal(bytes, Encode(read));
        }
    }

    [Fact]
    public void Decode_WhenBytesAreDamagedOrCut_IsRefused()
    {
        byte[] whole = FrameCodec.Encode(new Timestamp(5), All, ReadOnlySpan<byte>.Empty);
        FrameNumber number = new(3);
        Assert.Equal(All.Length, FrameCodec.Decode(Partition, number, whole).Events.Length);
        for (int n = 0; n < whole.Length; n++)
        {
            byte[] damaged = [.. whole];
            damaged[n] ^= 0x41;
            Exception refused = Assert.ThrowsAny<Exception>(() => FrameCodec.Decode(Partition, number, damaged));
            Assert.True(refused is StorageCorruptException
                || (n == 0 && refused is NewerFormatException), $"{refused}");
            Assert.Throws<StorageCorruptException>(() => FrameCodec.Decode(Partition, number, whole.AsSpan(0, n)));
        }
    }

    [Fact]
    public void Read_WhenEventsAreMutatedWithoutChecksum_RefusesOrReads()
    {
        Random random = new(11);
        foreach (byte[] whole in All.Select(Encode))
        {
            for (int n = 0; n < 500; n++)
            {
                byte[] mutated = [.. whole];
                mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
                Exception? refused = Record.Exception(() => ReadOne(mutated));
                Assert.True(refused is null or FormatException, $"{refused}");
            }
        }
    }

    [Fact]
    public void Encode_WhenAReceiptHandleIsChangedAnywhere_IsNotAHandle()
    {
        using ReceiptHandles handles = new(new byte[32]);
        string handle = handles.Encode(Partition, new(new SequenceNumber(12), 3));
        Assert.True(
            handles.TryDecode(handle, out PartitionId partition, out QueueService.Partitions.Commands.Receipt receipt));
        Assert.Equal((Partition, 12L, 3), (partition, receipt.Message.Value, receipt.ReceiveCount));
        for (int n = 0; n < handle.Length - 1; n++)
        {
            char[] changed = handle.ToCharArray();
            changed[n] = changed[n] == 'A' ? 'B' : 'A';
            Assert.False(handles.TryDecode(new string(changed), out _, out _));
        }

        foreach (string garbage in (string[])["", "x", handle[1..], handle + "A", new string('é', handle.Length)])
            Assert.False(handles.TryDecode(garbage, out _, out _));
        using ReceiptHandles others = new([.. Enumerable.Repeat((byte)1, 32)]);
        Assert.False(others.TryDecode(handle, out _, out _));
    }

    private static byte[] Encode(PartitionEvent happened)
    {
        WireWriter writer = new();
        EventWriter.Write(writer, happened);
        return writer.Written.ToArray();
    }

    private static void ReadOne(byte[] bytes)
    {
        WireReader reader = new(bytes);
        EventReader.Read(ref reader);
        reader.ExpectEnd();
    }
}
