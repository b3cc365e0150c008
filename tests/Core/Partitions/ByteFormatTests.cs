using QueueService.Log;
using QueueService.Partitions;
using QueueService.Partitions.Codec;
using QueueService.Partitions.Events;
using QueueService.Queues;
using QueueService.Queues.Messages;
using QueueService.Queues.Settings;
using QueueService.Storage;

namespace QueueService.Tests.Core.Partitions;

public sealed class ByteFormatTests
{
    private static readonly PartitionId Partition = new(0x0123456789ABCDE, 5);
    private static readonly MessageTraits Traits = new()
    {
        Group = new KeyHash(7),
        Id = MessageIds.Of(Partition, new SequenceNumber(9)),
        EnqueuedAt = new Timestamp(1000),
        FirstReceivedAt = new Timestamp(2000),
        PriorReceives = 3,
        Origin = new Origin("source", MoveReason.MaxReceiveCount, new Timestamp(3000)),
    };

    private static PartitionEvent[] All =>
    [
        new Configured(QueueName.Parse("q.fifo"), 2, new QueueSettings
        {
            DeadLetter = new DeadLetterSetting(QueueName.Parse("dead.fifo"), 4),
            Tags = new Dictionary<string, string>(StringComparer.Ordinal) { ["k"] = "v" },
        }),
        new Closed(),
        new Sent(new(1), [new StoredMessage(10), new StoredMessage(300, new Timestamp(5), new KeyHash(6), Traits)]),
        new Delivered(new Timestamp(9), [new MessageReference(new(4)), new MessageReference(new(5), true, 10, Traits)]),
        new Acknowledged([new(1), new(200)]),
        new Extended(new(3), new Timestamp(77)),
        new Released(new Timestamp(78), [new(3)]),
        new Expired([new SequenceRange(new(1), 5)], [new(9)]),
        new Purged(new(100)),
        new TransferStarted(Partition, MoveReason.Redrive, new(1), [new MessageReference(new(4))]),
        new TransferFinished(Partition, new(4)),
        new TransferAborted(Partition),
        new Arrived(Partition, new(4), new(7), [new StoredMessage(10, Traits: Traits)]),
        new Attempted(new KeyHash(8), [new(1), new(200)]),
    ];

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

    [Theory]
    [InlineData(nameof(EventKind.Closed), "02")]
    [InlineData(
        nameof(EventKind.Sent), "03010200" + "0a" + "07ac0205" + "06000000000000000000000000000000" + TraitsHex)]
    [InlineData(nameof(EventKind.Acknowledged), "050201c801")]
    [InlineData(nameof(EventKind.Extended), "06034d")]
    [InlineData(nameof(EventKind.Released), "074e0103")]
    [InlineData(nameof(EventKind.Expired), "080101050109")]
    [InlineData(nameof(EventKind.Purged), "0964")]
    [InlineData(nameof(EventKind.TransferFinished), "0b" + "debc9a7856341200" + "05" + "04")]
    [InlineData(nameof(EventKind.TransferAborted), "0c" + "debc9a7856341200" + "05")]
    [InlineData(nameof(EventKind.Attempted), "0e" + "08000000000000000000000000000000" + "0201c801")]
    public void Write_WhenPinned_NeverChanges(string kind, string expected) =>
        Assert.Equal(expected, Convert.ToHexStringLower(
            Encode(All.Single(happened => string.Equals($"{happened.Kind}", kind, StringComparison.Ordinal)))));

    [Fact]
    public void Decode_WhenBytesAreDamagedOrCut_RefusesWithOneException()
    {
        WireWriter writer = new();
        FrameCodec.Encode(writer, new Timestamp(5), All, ReadOnlySpan<byte>.Empty);
        byte[] whole = writer.Written.ToArray();
        FrameNumber number = new(3);
        Assert.Equal(All.Length, FrameCodec.Decode(Partition, number, whole).Events.Length);
        for (int n = 0; n < whole.Length; n++)
        {
            byte[] damaged = [.. whole];
            damaged[n] ^= 0x41;
            Assert.Throws<StorageCorruptException>(() => FrameCodec.Decode(Partition, number, damaged));
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

    [Fact]
    public void Of_WhenPlacesDiffer_GivesVersion8UuidsThatDiffer()
    {
        MessageId id = MessageIds.Of(Partition, new SequenceNumber(1));
        Assert.Equal("01234567-89ab-8cde-8500-000000000001", id.ToString());
    }

    private const string TraitsHex =
        "3f" + "07000000000000000000000000000000" + "0900000000000085de8cab8967452301"
        + "e807" + "d00f" + "03" + "06736f75726365" + "01" + "b817";

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
