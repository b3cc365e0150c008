using QueueService.Partitions.Codec;
using QueueService.Partitions.State;
using QueueService.Tests.Core.Formats;
using QueueService.Wire;

namespace QueueService.Tests.Core.Partitions.Codec;

public sealed class SnapshotFormatTests
{
    private const string Pinned =
        "02cf1d823e07882706712e6669666f0201dc0b02d00f038090e4c00404800805a09c01060409646561642e66"
            + "69666f0701080209020a400b0161000b016202c3a90c06706f6c696379027b7d000100140201050200880e32"
            + "05020203c7011402090301ac02e8073f070000000000000000000000000000000900000000000085de8cab89"
            + "67452301e807d00f0306736f7572636501b81702a01f05d10fc413000a03020ae80700030000000002010600"
            + "0000000000000000000000000000e0a7120901debc9a78563412000504010a010100000000000000000c030e"
            + "080000000000000000000000000000000109";

    private const string WithTotals =
        "06cfbabba607882706712e6669666f0201dc0b02d00f038090e4c00404800805a09c01060409646561642e66"
            + "69666f0701080209020a400b0161000b016202c3a90c06706f6c696379027b7d000100140201050200880e32"
            + "05020203c7011402090301ac02e8073f070000000000000000000000000000000900000000000085de8cab89"
            + "67452301e807d00f0306736f7572636501b81702a01f05d10fc413000a03020ae80700030000000002010600"
            + "0000000000000000000000000000e0a7120901debc9a78563412000504010a010100000000000000000c0301"
            + "02ac020405060e080000000000000000000000000000000109";

    private const string WithDropped =
        "0ebc64f5e407882706712e6669666f0201dc0b02d00f038090e4c00404800805a09c01060409646561642e66"
            + "69666f0701080209020a400b0161000b016202c3a90c06706f6c696379027b7d000100140201050200880e32"
            + "05020203c7011402090301ac02e8073f070000000000000000000000000000000900000000000085de8cab89"
            + "67452301e807d00f0306736f7572636501b81702a01f05d10fc413000a03020ae80700030000000002010600"
            + "0000000000000000000000000000e0a7120901debc9a78563412000504010a010100000000000000000c0301"
            + "02ac02040506070e080000000000000000000000000000000109";

    [Fact]
    public void Encode_WhenPinned_NeverChanges() =>
        Assert.Equal(Pinned, Hex.Of(SnapshotCodec.Encode(FormatSamples.Snapshot)));

    [Fact]
    public void Decode_WhenPinned_GivesTheStateThatWasSaved()
    {
        PartitionSnapshot read = SnapshotCodec.Decode(Hex.Bytes(Pinned));
        Assert.Equal(Pinned, Hex.Of(SnapshotCodec.Encode(read)));
        PartitionState state = PartitionState.Restore(FormatSamples.Partition, read);

        // The time of the message in flight is over.
        Assert.Equal((8, 0, 1, 3), (state.Visible, state.InFlight, state.Leaving, state.DeadLetters));
        Assert.Equal((7L, 20L), (state.LastFrame.Value, state.NextSequence.Value));
    }

    [Fact]
    public void Encode_WhenTotalsAreCounted_NeverChanges()
    {
        PartitionSnapshot counted = FormatSamples.Snapshot with { Totals = FormatSamples.Totals };
        string encoded = Hex.Of(SnapshotCodec.Encode(counted));
        Assert.Equal(WithTotals, encoded);
        PartitionState state = PartitionState.Restore(
            FormatSamples.Partition, SnapshotCodec.Decode(Hex.Bytes(encoded)));
        Assert.Equal(FormatSamples.Totals, state.Totals);
    }

    [Fact]
    public void Encode_WhenDeadLettersWereDropped_NeverChanges()
    {
        PartitionSnapshot dropped = FormatSamples.Snapshot with { Totals = FormatSamples.TotalsWithDropped };
        Assert.Equal(WithDropped, Hex.Of(SnapshotCodec.Encode(dropped)));
        Assert.Equal(FormatSamples.TotalsWithDropped, SnapshotCodec.Decode(Hex.Bytes(WithDropped)).Totals);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Decode_WhenTheNumberIsOfAnotherFormat_IsDamage(byte version)
    {
        byte[] other = Hex.Bytes(Pinned);
        other[0] = version;
        Assert.IsNotType<UnknownFormatException>(
            Assert.ThrowsAny<FormatException>(() => SnapshotCodec.Decode(other)));
    }

    [Fact]
    public void Decode_WhenTheVersionIsLater_SaysSo()
    {
        byte[] later = Hex.Bytes(Pinned);
        later[0] = byte.MaxValue;
        Assert.Throws<UnknownFormatException>(() => SnapshotCodec.Decode(later));
    }
}
