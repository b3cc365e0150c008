using QueueService.Partitions;
using QueueService.Partitions.Codec;
using QueueService.Partitions.State;
using QueueService.Replication.Snapshots;
using QueueService.Storage;
using QueueService.Tests.Core.Formats;
using QueueService.Wire;

namespace QueueService.Tests.Core.Partitions.Codec;

/// <summary>A snapshot in parts as bytes, in the form of feature level 2: each kind of part, the manifest.</summary>
public sealed class SnapshotPartFormatTests
{
    private const string Manifest =
        "04451bca990201050600000000000000000000000000000000bc0504030201000307080000000000"
            + "00000000000000000000ac028407fcfdfeff0907882706712e6669666f0201dc0b02d00f038090e4"
            + "c00404800805a09c01060409646561642e6669666f0701080209020a400b0161000b016202c3a90c"
            + "06706f6c696379027b7d000100140101050200880e32020700000000000000000000000000000002"
            + "090301ac02e8073f070000000000000000000000000000000900000000000085de8cab8967452301"
            + "e807d00f0306736f7572636501b81702a01f05d10fc413000a03020ae80700030000000002010600"
            + "0000000000000000000000000000e0a7120901debc9a78563412000504010a010100000000000000"
            + "000c030e080000000000000000000000000000000109";

    private static readonly Dictionary<SnapshotPartKind, string> Parts = new()
    {
        [SnapshotPartKind.Unread] = "050101050200880e32020700000000000000000000000000000005ac020203c701a09c0100",
        [SnapshotPartKind.Touched] = "0502090301ac02e8073f070000000000000000000000000000000900000000000085de8cab896745"
            + "2301e807d00f0306736f7572636501b81702a01f05d10fc413000a03020ae80700030000000002",
        [SnapshotPartKind.Deduplication] =
            "050306000000000000000000000000000000c0cf2412ffffffffffffffffffffffffffffffff9003"
            + "8e06",
    };

    public static TheoryData<int> Kinds => [.. Parts.Keys.Select(kind => (int)kind)];

    private static SnapshotManifest Sample => new(
        [
            new SnapshotPart((byte)SnapshotPartKind.Unread, new FrameNumber(5), 6, 0, 700, 0x01020304),
            new SnapshotPart(
                (byte)SnapshotPartKind.Deduplication, new FrameNumber(7), 8, 300, 900, 0xFFFEFDFC, Skip: 9),
        ],
        FormatSamples.Snapshot with
        {
            Unread = [new UnreadRun(new(1), 5, new FrameNumber(2), 0, new Timestamp(900), 50, new KeyHash(7))],
        });

    private static UnreadRun[] Runs =>
    [
        new UnreadRun(new(1), 5, new FrameNumber(2), 0, new Timestamp(900), 50, new KeyHash(7)),
        new UnreadRun(new(11), 300, new FrameNumber(4), 3, new Timestamp(800), 20_000),
    ];

    private static DeduplicationEntry[] Ids =>
    [
        new DeduplicationEntry(new KeyHash(6), new Timestamp(300_000), new(9)),
        new DeduplicationEntry(new KeyHash(UInt128.MaxValue), new Timestamp(300_200), new(400)),
    ];

    [Fact]
    public void Pinned_WhenAKindIsThere_KnowsItsBytes() => Assert.Equal(Enum.GetValues<SnapshotPartKind>(), Parts.Keys);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Write_WhenPinned_NeverChanges(int kind) => Assert.Equal(
        Parts[(SnapshotPartKind)kind], Hex.Written(writer => Write(writer, (SnapshotPartKind)kind)));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Decode_WhenPinned_GivesWhatWasWritten(int kind)
    {
        List<UnreadRun> unread = [];
        List<SavedEntry> touched = [];
        List<DeduplicationEntry> ids = [];
        SnapshotPartCodec.Decode(
            Part((SnapshotPartKind)kind), Hex.Bytes(Parts[(SnapshotPartKind)kind]), unread, touched, ids);
        Assert.Equal((SnapshotPartKind)kind == SnapshotPartKind.Unread ? Runs : [], unread);
        Assert.Equal(
            (SnapshotPartKind)kind == SnapshotPartKind.Touched ? FormatSamples.Snapshot.Touched : [], touched);
        Assert.Equal((SnapshotPartKind)kind == SnapshotPartKind.Deduplication ? Ids : [], ids);
    }

    /// <summary>A dead letter that is held again after one of two copies has arrived.</summary>
    [Fact]
    public void Entry_WhenHeld_NeverChanges()
    {
        const string Bytes = "0a03020ae807" + "00" + "04" + "a01f" + "02" + "00" + "00" + "83";
        SavedEntry entry = SavedEntry.Of(new MessageEntry(new(10), new FrameNumber(3), 2, 10, new Timestamp(1000), null)
        {
            Hold = Hold.Held,
            VisibleAt = new Timestamp(4000),
            ReceiveCount = 2,
            Leaving = MoveReason.Rejected,
            HasArrived = true,
        });
        Assert.Equal(Bytes, Hex.Written(writer => EntryCodec.Write(writer, entry)));
        WireReader reader = new(Hex.Bytes(Bytes));
        Assert.Equal(entry, EntryCodec.Read(ref reader));
    }

    [Fact]
    public void Decode_WhenTheVersionOfAPartIsLater_SaysSo()
    {
        byte[] later = Hex.Bytes(Parts[SnapshotPartKind.Unread]);
        later[0] = byte.MaxValue;
        SnapshotPart part = Part(SnapshotPartKind.Unread) with { Checksum = Crc32C.Compute(later) };
        Assert.Throws<UnknownFormatException>(() => SnapshotPartCodec.Decode(part, later, [], [], []));
    }

    [Fact]
    public void Encode_WhenAManifestIsPinned_NeverChanges() =>
        Assert.Equal(Manifest, Hex.Of(SnapshotManifestCodec.Encode(Sample)));

    [Fact]
    public void Decode_WhenAManifestIsPinned_GivesWhatWasWritten()
    {
        SnapshotManifest read = SnapshotManifestCodec.Decode(Hex.Bytes(Manifest));
        Assert.Equal(Sample.Parts, read.Parts);
        Assert.Equal(Sample.Rest.Unread, read.Rest.Unread);
        Assert.Equal(Manifest, Hex.Of(SnapshotManifestCodec.Encode(read)));
    }

    /// <summary>Behind the number of the last dead letter stand the totals, and behind them the attempt.</summary>
    [Fact]
    public void Encode_WhenAManifestHasTotals_DiffersInThemAlone()
    {
        const string Totals = "0102ac02040506";
        string counted = Bytes(FormatSamples.Totals);
        string dropped = Bytes(FormatSamples.TotalsWithDropped);
        Assert.Equal(("07", "0f"), (counted[..2], dropped[..2]));
        Assert.Equal(
            Manifest[10..].Replace("0c030e08", "0c03" + Totals + "0e08", StringComparison.Ordinal), counted[10..]);
        Assert.Equal(counted[10..].Replace(Totals, Totals + "07", StringComparison.Ordinal), dropped[10..]);

        static string Bytes(MessageTotals totals)
        {
            SnapshotManifest manifest = Sample with { Rest = Sample.Rest with { Totals = totals } };
            string bytes = Hex.Of(SnapshotManifestCodec.Encode(manifest));
            Assert.True(SnapshotManifestCodec.IsVersion(Hex.Bytes(bytes)[0]));
            Assert.Equal(totals, SnapshotManifestCodec.Decode(Hex.Bytes(bytes)).Rest.Totals);
            return bytes;
        }
    }

    [Fact]
    public void Decode_WhenTheVersionOfAManifestIsLater_SaysSo()
    {
        byte[] later = Hex.Bytes(Manifest);
        later[0] = byte.MaxValue;
        Assert.Throws<UnknownFormatException>(() => SnapshotManifestCodec.Decode(later));
    }

    private static void Write(WireWriter writer, SnapshotPartKind kind)
    {
        SnapshotPartCodec.Begin(writer, kind);
        UnreadRun last = default;
        DeduplicationEntry before = default;
        switch (kind)
        {
            case SnapshotPartKind.Unread:
                foreach (UnreadRun run in Runs)
                {
                    UnreadCodec.WriteWithGroup(writer, run, last);
                    last = run;
                }

                break;
            case SnapshotPartKind.Touched:
                foreach (SavedEntry entry in FormatSamples.Snapshot.Touched)
                    EntryCodec.Write(writer, entry);
                break;
            default:
                foreach (DeduplicationEntry entry in Ids)
                {
                    DeduplicationCodec.Write(writer, entry, before);
                    before = entry;
                }

                break;
        }
    }

    private static SnapshotPart Part(SnapshotPartKind kind)
    {
        byte[] bytes = Hex.Bytes(Parts[kind]);
        return new SnapshotPart((byte)kind, new FrameNumber(7), 1, 0, bytes.Length, Crc32C.Compute(bytes));
    }
}
