using QueueService.Exchanges.Codec;
using QueueService.Exchanges.Events;
using QueueService.Exchanges.Matching;
using QueueService.Exchanges.Settings;
using QueueService.Exchanges.Snapshots;
using QueueService.Exchanges.State;
using QueueService.Partitions;
using QueueService.Replication.Snapshots;
using QueueService.Storage;
using QueueService.Tests.Core.Formats;
using QueueService.Transfers;
using QueueService.Wire;

namespace QueueService.Tests.Core.Exchanges.Codec;

/// <summary>Pins what is stored of exchanges: whoever changes it makes the stored data unreadable.</summary>
public sealed class ExchangeFormatTests
{
    private static readonly PartitionId Exchange = new(0x1123456789ABCDE, 0);
    private static readonly PartitionId Queue = new(0x0123456789ABCDE, 5);

    private static readonly ExchangeSettings Settings = new()
    {
        Type = ExchangeType.Topic,
        Syntax = TopicSyntax.Mqtt,
        Alternate = ExchangeName.Parse("rest"),
        IsInternal = true,
        Tags = new Dictionary<string, string>(StringComparer.Ordinal) { ["b"] = "é", ["a"] = "" },
    };

    private static readonly Link Link = new(
        BindingRules.Make(
            ExchangeType.Topic, TopicSyntax.Mqtt, Destination.Of(QueueName.Parse("q")), "a/+", null),
        0x0123456789ABCDE);

    private static readonly Published Sent = new(
        new SequenceNumber(1),
        [
            new PublishedMessage(3, null, KeyHash.None, KeyHash.None, new KeyHash(7)),
            new PublishedMessage(300, TimeSpan.FromSeconds(2), new KeyHash(8), new KeyHash(9), new KeyHash(7)),
        ],
        [new Departure(Queue, new TransferNumber(1), [new MessageRun(0, 2)])]);

    /// <summary>One of each kind, in the order of their numbers.</summary>
    private static readonly ExchangeEvent[] Events =
    [
        new ExchangeConfigured(ExchangeName.Parse("x"), Settings),
        new ExchangeClosed(),
        new Bound(Link),
        new Unbound([Link.Binding.Id]),
        Sent,
        new CopiesArrived(Queue, new TransferNumber(2)),
        new Counted(5, 1),
    ];

    [Fact]
    public void Events_OfEachKind_HaveTheirBytes() => Assert.Equal(
        [
            "01017801030202030472657374040501610005016202c3a900",
            "02",
            "03debc9a785634120001017103612f2b00",
            "04013d2b7bc1c7d44a35fd4d81c3ee0774f6",
            "05010200030700000000000000000000000000000007ac0207000000000000000000000000000000d00f080000"
            + "000000000000000000000000000900000000000000000000000000000001debc9a78563412000501010002",
            "06debc9a78563412000502",
            "070501",
        ],
        Events.Select(happened => Hex.Written(writer => ExchangeEventWriter.Write(writer, happened))));

    [Fact]
    public void Events_OfEachKind_ComeBackFromTheirBytes()
    {
        foreach (ExchangeEvent happened in Events)
        {
            string written = Hex.Written(writer => ExchangeEventWriter.Write(writer, happened));
            WireReader reader = new(Hex.Bytes(written));
            ExchangeEvent read = ExchangeEventReader.Read(ref reader);
            reader.ExpectEnd();
            Assert.Equal(written, Hex.Written(writer => ExchangeEventWriter.Write(writer, read)));
        }
    }

    [Fact]
    public void Events_OfALaterProgram_AreToldFromDamage()
    {
        Assert.Throws<UnknownFormatException>(() => Read("08"));
        Assert.Equal(typeof(FormatException), Assert.Throws<FormatException>(() => Read("00")).GetType());
    }

    [Fact]
    public void Frame_WithEvents_HasItsBytes()
    {
        byte[] frame = ExchangeFrameCodec.Encode(new Timestamp(1000), [new ExchangeClosed(), new Counted(5, 1)]);
        Assert.Equal("0992cc2fc4e80700000000000202070501", Hex.Of(frame));
        Assert.Equal(
            [new ExchangeClosed(), new Counted(5, 1)],
            ExchangeFrameCodec.Decode(Exchange, new FrameNumber(2), frame).Events);
    }

    [Fact]
    public void Note_BesideTheHead_HasItsBytes()
    {
        ReadOnlyMemory<byte> note = ExchangeNoteCodec.Encode(
            new SnapshotReference(new FrameNumber(1), 6), State(), isFinal: true);
        Assert.Equal(
            "0b0106000000000000000000000000000000d00f0101050102",
            Hex.Of(note));
        Assert.Equal(
            new ExchangeNote(
                new SnapshotReference(new FrameNumber(1), 6), new Timestamp(2000), IsFinal: true, 1, 5, 1, 2),
            ExchangeNoteCodec.Decode(note.Span));
    }

    [Fact]
    public void Snapshot_OfAnExchange_HasItsBytesAndComesBack()
    {
        ReadOnlyMemory<byte> snapshot = ExchangeSnapshotCodec.Encode(ExchangeCapture.Of(State()));
        Assert.Equal(
            "0a57db0e4a02d00f017801030202030472657374040501610005016202c3a90003050101debc9a785634120001"
            + "017103612f2b000102af0201debc9a7856341200050301020002000000",
            Hex.Of(snapshot));
        ExchangeState read = ExchangeSnapshotCodec.Decode(Exchange, snapshot.Span);
        Assert.Equal(Hex.Of(snapshot), Hex.Of(ExchangeSnapshotCodec.Encode(ExchangeCapture.Of(read))));
        Assert.Equal((2, 303), (read.Leaving, read.Pending.Bytes));
    }

    [Fact]
    public void Snapshot_OfTheTopics_HasItsBytesAndComesBack()
    {
        ExchangeState state = new(Exchange);
        ExchangeSettings topics = new() { Type = ExchangeType.Topic, Syntax = TopicSyntax.Mqtt };
        state.Apply(new FrameNumber(1), new Timestamp(1000), [new ExchangeConfigured(ExchangeName.Mqtt, topics)]);
        for (int n = 0; n < 3; n++)
        {
            PublishedMessage message = new(7, null, KeyHash.None, KeyHash.None, new KeyHash(1))
            {
                Retention = Retention.Set,
            };
            state.Apply(
                new FrameNumber(2 + n),
                new Timestamp(2000 + (n * 60_000)),
                [new Published(new SequenceNumber(1 + n), [message], [])]);
        }

        ReadOnlyMemory<byte> snapshot = ExchangeSnapshotCodec.Encode(ExchangeCapture.Of(state));
        Assert.Equal(
            "0a1dcf8b3a0490b907046d7174740103020200040000000104070003010490b9070101000000000000000000000000000000"
            + "040007",
            Hex.Of(snapshot));
        ExchangeState read = ExchangeSnapshotCodec.Decode(Exchange, snapshot.Span);
        Assert.Equal(Hex.Of(snapshot), Hex.Of(ExchangeSnapshotCodec.Encode(ExchangeCapture.Of(read))));
        Assert.Equal((new FrameNumber(3), 1), (read.Recent.Gone, read.Retained.Count));
        Assert.Equal((7, 7), (read.Retained.Bytes, read.Pending.Bytes));
    }

    [Theory]
    [InlineData(Retention.Set, "05010108070700000000000000000000000000000000")]
    [InlineData(Retention.Clear, "05010110070700000000000000000000000000000000")]
    internal void Events_OfRetainedMessages_HaveTheirBytes(Retention retention, string hex)
    {
        Published published = new(
            new SequenceNumber(1),
            [new PublishedMessage(7, null, KeyHash.None, KeyHash.None, new KeyHash(7)) { Retention = retention }],
            []);
        Assert.Equal(hex, Hex.Written(writer => ExchangeEventWriter.Write(writer, published)));
        Assert.Equal(retention, Assert.IsType<Published>(Read(hex)).Messages[0].Retention);
    }

    private static ExchangeState State()
    {
        ExchangeState state = new(Exchange);
        state.Apply(new FrameNumber(1), new Timestamp(1000), [Events[0], Events[2]]);
        state.Apply(new FrameNumber(2), new Timestamp(2000), [Sent, Events[6]]);
        return state;
    }

    private static ExchangeEvent Read(string hex)
    {
        WireReader reader = new(Hex.Bytes(hex));
        return ExchangeEventReader.Read(ref reader);
    }
}
