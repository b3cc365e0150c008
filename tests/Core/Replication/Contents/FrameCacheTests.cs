using QueueService.Replication.Contents;
using QueueService.Storage;

namespace QueueService.Tests.Core.Replication.Contents;

public sealed class FrameCacheTests
{
    private const int Cost = 1000;
    private static readonly PartitionId One = new(1, 0);
    private static readonly PartitionId Two = new(2, 0);

    [Fact]
    public void Find_WhenAFrameWasAdded_GivesItForItsPartitionOnly()
    {
        FrameCache cache = new(long.MaxValue);
        CachedFrame contents = Frame();
        cache.Add(One, new FrameNumber(1), contents);
        Assert.Same(contents, cache.Find(One, new FrameNumber(1)));
        Assert.Null(cache.Find(Two, new FrameNumber(1)));
        Assert.Null(cache.Find(One, new FrameNumber(2)));
    }

    [Fact]
    public void Add_WhenTheFrameIsThere_KeepsTheFirstAndCountsItOnce()
    {
        FrameCache cache = new(2 * Cost);
        CachedFrame first = Frame();
        for (int n = 0; n < 3; n++)
            cache.Add(One, new FrameNumber(1), n == 0 ? first : Frame());
        cache.Add(One, new FrameNumber(2), Frame());
        Assert.Same(first, cache.Find(One, new FrameNumber(1)));
        Assert.Equal([1, 2], Found(cache, One, 2));
    }

    [Fact]
    public void Add_WhenTheCapacityIsExceeded_DropsTheLeastRecentlyUsedOfAllPartitions()
    {
        FrameCache cache = new(3 * Cost);
        cache.Add(One, new FrameNumber(1), Frame());
        cache.Add(Two, new FrameNumber(1), Frame());
        cache.Add(One, new FrameNumber(2), Frame());
        Assert.NotNull(cache.Find(One, new FrameNumber(1)));
        cache.Add(Two, new FrameNumber(2), Frame());
        Assert.Equal([1, 2], Found(cache, One, 2));
        Assert.Equal([2], Found(cache, Two, 2));
    }

    [Fact]
    public void Add_WhenAFrameIsLargerThanTheCapacity_KeepsItUntilTheNext()
    {
        FrameCache cache = new(0);
        cache.Add(One, new FrameNumber(1), Frame());
        Assert.Equal([1], Found(cache, One, 2));
        cache.Add(One, new FrameNumber(2), Frame());
        Assert.Equal([2], Found(cache, One, 2));
    }

    [Fact]
    public void Forget_WhenAPartitionIsClosed_GivesItsMemoryToTheOthers()
    {
        FrameCache cache = new(4 * Cost);
        for (int n = 1; n <= 2; n++)
        {
            cache.Add(One, new FrameNumber(n), Frame());
            cache.Add(Two, new FrameNumber(n), Frame());
        }

        cache.Forget(One);
        cache.Add(Two, new FrameNumber(3), Frame());
        cache.Add(Two, new FrameNumber(4), Frame());
        Assert.Empty(Found(cache, One, 4));
        Assert.Equal([1, 2, 3, 4], Found(cache, Two, 4));
    }

    [Fact]
    public void Clear_WhenFramesAreThere_BeginsAnew()
    {
        FrameCache cache = new(2 * Cost);
        cache.Add(One, new FrameNumber(1), Frame());
        cache.Add(One, new FrameNumber(2), Frame());
        cache.Clear();
        Assert.Empty(Found(cache, One, 2));
        cache.Add(One, new FrameNumber(3), Frame());
        cache.Add(One, new FrameNumber(4), Frame());
        Assert.Equal([3, 4], Found(cache, One, 4));
    }

    [Fact]
    public async Task Calls_WhenManyThreadsMakeThem_KeepCountAndGiveNobodyAnothersFrame()
    {
        FrameCache cache = new(20 * Cost);
        PartitionId[] partitions = [.. Enumerable.Range(1, 4).Select(n => new PartitionId((ulong)n, 0))];
        await Race.RunAsync(partitions.Length, (thread, round) =>
        {
            FrameNumber number = new(round % 50);
            PartitionId other = partitions[(thread + round) % partitions.Length];
            cache.Add(partitions[thread], number, Frame((ulong)thread));
            if (cache.Find(other, number) is Kept found)
                Assert.Equal(other.Incarnation - 1, found.Owner);
            if (round % 97 == 0)
                cache.Forget(partitions[thread]);
            if (round % 1009 == 0)
                cache.Clear();
        });

        // A count that had drifted would now keep too little, or too much.
        foreach (PartitionId partition in partitions)
            cache.Forget(partition);
        for (int n = 1; n <= 21; n++)
            cache.Add(One, new FrameNumber(n), Frame());
        Assert.Equal(Enumerable.Range(2, 20), Found(cache, One, 21));
    }

    private static IEnumerable<int> Found(FrameCache cache, PartitionId partition, int last) =>
        Enumerable.Range(1, last).Where(n => cache.Find(partition, new FrameNumber(n)) is not null);

    private static Kept Frame(ulong owner = 0) => new(owner);

    private sealed class Kept(ulong owner) : CachedFrame
    {
        public ulong Owner => owner;

        public override int Cost => FrameCacheTests.Cost;
    }
}
