using QueueService.Partitions;
using QueueService.Storage;
using QueueService.Tests.Core.Formats;

namespace QueueService.Tests.Core.Partitions;

/// <summary>Ids are given out and are not stored: what makes them must not change.</summary>
public sealed class MessageIdsTests
{
    [Fact]
    public void Of_WhenPinned_NeverChanges()
    {
        Assert.Equal(
            "01234567-89ab-8cde-8500-000000000001",
            MessageIds.Of(FormatSamples.Partition, new SequenceNumber(1)).ToString());
        Assert.Equal(
            "ffffffff-ffff-8fff-bfff-ffffffffffff",
            MessageIds.Of(new PartitionId(MessageIds.IncarnationMask, 63), new((1L << 56) - 1)).ToString());
    }

    [Fact]
    public void Of_WhenTheMessageCameFromElsewhere_KeepsItsFirst() => Assert.Equal(
        FormatSamples.Traits.Id, MessageIds.Of(new PartitionId(1, 0), new SequenceNumber(5), FormatSamples.Traits));
}
