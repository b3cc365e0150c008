using QueueService.Partitions;
using QueueService.Partitions.Codec;
using QueueService.Partitions.Commands;
using QueueService.Partitions.State;
using QueueService.Replication.Snapshots;
using QueueService.Storage;
using QueueService.Tests.Core.Formats;

namespace QueueService.Tests.Core.Partitions.Codec;

public sealed class HeadNoteFormatTests
{
    private const string Final =
        "030709000000000000000000000000000000080000fc02a0061403882701a096e4c004";

    private const string Early =
        "030000000000000000000000000000000000080000fc02a006140388270000";

    private const string WithTotals =
        "080709000000000000000000000000000000080000fc02a0061403882701a096e4c004" + "0102ac02040506";

    private const string WithHeld =
        "0c0709000000000000000000000000000000070000fc02a0061403882701a096e4c004" + "0102ac02040506" + "01";

    private const string WithDropped =
        "0d0709000000000000000000000000000000080000fc02a0061403882701a096e4c004" + "0102ac0204050607" + "00";

    private static readonly SnapshotReference Snapshot = new(new FrameNumber(7), 9);

    [Fact]
    public void Encode_WhenPinned_NeverChanges()
    {
        PartitionState state = PartitionState.Restore(FormatSamples.Partition, FormatSamples.Snapshot);
        Assert.Equal(Final, Hex.Of(QueueNoteCodec.Encode(Snapshot, state, isFinal: true)));
        Assert.Equal(Early, Hex.Of(QueueNoteCodec.Encode(null, state, isFinal: false)));
    }

    [Fact]
    public void Encode_WhenTotalsAreCounted_NeverChanges()
    {
        PartitionState state = PartitionState.Restore(
            FormatSamples.Partition, FormatSamples.Snapshot with { Totals = FormatSamples.Totals });
        Assert.Equal(WithTotals, Hex.Of(QueueNoteCodec.Encode(Snapshot, state, isFinal: true)));
        Assert.Equal(FormatSamples.Totals, Decode(WithTotals).Stats.Totals);
    }

    [Fact]
    public void Encode_WhenDeadLettersAreHeld_NeverChanges()
    {
        PartitionState state = PartitionState.Restore(FormatSamples.Partition, FormatSamples.Snapshot with
        {
            Totals = FormatSamples.Totals,
            Touched =
            [
                .. FormatSamples.Snapshot.Touched.Select(
                    entry => entry.Hold == Hold.Leaving ? entry : entry with { Hold = Hold.Held }),
            ],
        });
        Assert.Equal(WithHeld, Hex.Of(QueueNoteCodec.Encode(Snapshot, state, isFinal: true)));
        Assert.Equal((1L, 7L), (Decode(WithHeld).Stats.Held, Decode(WithHeld).Stats.Visible));
        Assert.False(Decode(WithHeld).Stats.IsEmpty);
    }

    [Fact]
    public void Encode_WhenDeadLettersWereDropped_NeverChanges()
    {
        PartitionState state = PartitionState.Restore(
            FormatSamples.Partition, FormatSamples.Snapshot with { Totals = FormatSamples.TotalsWithDropped });
        Assert.Equal(WithDropped, Hex.Of(QueueNoteCodec.Encode(Snapshot, state, isFinal: true)));
        Assert.Equal(FormatSamples.TotalsWithDropped, Decode(WithDropped).Stats.Totals);
    }

    [Fact]
    public void Decode_WhenPinned_GivesWhatWasWritten()
    {
        QueueNote note = Decode(Final);
        Assert.Equal(Snapshot, note.Snapshot);
        Assert.Equal(
            new PartitionStats(8, 0, 0, 380, new Timestamp(800), new SequenceNumber(20), 3)
            {
                At = new Timestamp(5000),
            },
            note.Stats);
        Assert.Equal((new Timestamp(5000), true), (note.At, note.IsFinal));
        Assert.NotNull(note.DueAt);
        Assert.Null(Decode(Early).Snapshot);
        Assert.False(Decode(Early).IsFinal);
        Assert.Null(Decode(Early).DueAt);
    }

    [Fact]
    public void Decode_WhenItIsLaterOrDamaged_TellsThemApart()
    {
        Assert.Throws<NewerFormatException>(() => Decode("ff" + Final[2..]));
        Assert.Throws<StorageCorruptException>(() => Decode("00" + Final[2..]));
        Assert.Throws<StorageCorruptException>(() => Decode(Final[..^10]));
    }

    private static QueueNote Decode(string hex) => QueueNoteCodec.Decode(Hex.Bytes(hex));
}
