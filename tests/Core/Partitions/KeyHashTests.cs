using QueueService.Partitions;

namespace QueueService.Tests.Core.Partitions;

/// <summary>Stored, and what places messages: a group whose hash moves loses its order and its deduplication.</summary>
public sealed class KeyHashTests
{
    [Theory]
    [InlineData("", "24b96f99c8f4fb9a141cfc9842c4b0e3", 2, 26)]
    [InlineData("a", "4ddc239ab331c2facabd1bca128197ca", 0, 58)]
    [InlineData("order-1", "66d3460404863b148c69d25621e2af0b", 1, 20)]
    [InlineData("é", "ca17204765ebe29d53c333407e55994a", 0, 29)]
    public void Of_WhenPinned_NeverChanges(string id, string hash, int ofThree, int ofAll)
    {
        KeyHash key = KeyHash.Of(id);
        Assert.Equal(hash, $"{key.Value:x32}");
        Assert.Equal((0, ofThree, ofAll), (key.Partition(1), key.Partition(3), key.Partition(Limits.MaxPartitions)));
    }

    [Fact]
    public void Within_WhenPinned_NeverChanges()
    {
        Assert.Equal("1dc24889febaa3e2d0dfc59abffc5971", $"{KeyHash.Of("d").Within(KeyHash.Of("g")).Value:x32}");
        Assert.Equal(KeyHash.Of("d"), KeyHash.Of("d").Within(KeyHash.None));
    }
}
