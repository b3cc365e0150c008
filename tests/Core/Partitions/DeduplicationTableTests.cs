using FsCheck;
using FsCheck.Fluent;
using QueueService.Partitions;
using QueueService.Partitions.State;

namespace QueueService.Tests.Core.Partitions;

public sealed class DeduplicationTableTests
{
    private const int Window = 10;

    /// <summary>The same sequences every time; another seed here tries others.</summary>
    private static readonly Config Fixed = Config.QuickThrowOnFailure
        .WithMaxTest(1000).WithEndSize(300).WithReplay(20300102, 7);

    /// <summary>
    /// A step is an id and how much later it is sent, as an engine does: found, or added by the next frame, before
    /// which what has expired is forgotten. Now and then the queue is purged.
    /// </summary>
    [Fact]
    public void Steps_WhenTheyAreRandom_DoWhatTheNaiveTableDoes() => Check.One(
        Fixed,
        Prop.ForAll(Steps(), steps => Run(steps)));

    [Fact]
    public void Ids_WhenThereAreMany_AreFoundAndForgotten()
    {
        const int count = 3 * DeduplicationLog.BlockSize;
        DeduplicationTable table = new();
        for (int n = 0; n < 10 * count; n++)
        {
            Assert.Null(table.Find(Key(n), new Timestamp(n)));
            table.ForgetExpired(new Timestamp(n));
            table.Add(new DeduplicationEntry(Key(n), new Timestamp(n + count), new SequenceNumber(n)));
        }

        Timestamp end = new((10 * count) - 1);
        for (int n = 0; n < 10 * count; n++)
            Assert.Equal(n > 9 * count - 1 ? new SequenceNumber(n) : null, table.Find(Key(n), end));
        Assert.Equal(count, table.Count);
        Assert.Equal(Enumerable.Range(9 * count, count).Select(Key), table.All.Select(entry => entry.Key));
    }

    [Fact]
    public void Range_WhenTheTableGoesOn_StaysAsItIs()
    {
        DeduplicationTable table = new();
        List<(DeduplicationRange Range, DeduplicationEntry[] Then)> taken = [];
        for (int n = 0; n < 2 * DeduplicationLog.BlockSize; n++)
        {
            table.ForgetExpired(new Timestamp(n));
            table.Add(new DeduplicationEntry(Key(n), new Timestamp(n + 1000), new SequenceNumber(n)));
            if (n % 97 == 0)
                taken.Add((table.All, [.. table.All]));
        }

        Assert.All(taken, then => Assert.Equal(then.Then, then.Range));
    }

    [Fact]
    public void Memory_WhenThereAreAMillionIds_IsBoundedWithAllThatWasOutgrown()
    {
        const int count = 1_000_000;
        long before = GC.GetAllocatedBytesForCurrentThread();
        DeduplicationTable table = new();
        for (int n = 0; n < count; n++)
            table.Add(new DeduplicationEntry(Key(n), new Timestamp(1), new SequenceNumber(n)));
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        GC.KeepAlive(table);
        Assert.InRange(bytes, 32 * count, 80 * count);
    }

    private static void Run((int Id, int Later)[] steps)
    {
        DeduplicationTable table = new();
        NaiveDeduplication naive = new();
        Timestamp now = new(1000);
        SequenceNumber next = new(1);
        foreach ((int id, int later) in steps)
        {
            now += TimeSpan.FromMilliseconds(later);
            KeyHash key = Key(id);
            SequenceNumber? found = table.Find(key, now);
            Assert.Equal(naive.Find(key, now), found);
            if (found is not null)
                continue;
            table.ForgetExpired(now);
            naive.ForgetExpired(now);
            DeduplicationEntry entry = new(key, now + TimeSpan.FromMilliseconds(Window), next);
            table.Add(entry);
            naive.Add(entry);
            next = next.Plus(1);
            if (id == 0)
            {
                table.Clear();
                naive.Clear();
            }

            Assert.Equal(naive.All, table.All);
        }
    }

    private static Arbitrary<(int Id, int Later)[]> Steps()
    {
        Gen<(int, int)> step =
            from id in Gen.Choose(0, 40)
            from later in Gen.Frequency((6, Gen.Constant(0)), (4, Gen.Choose(0, 3)), (1, Gen.Choose(0, 2 * Window)))
            select (id, later);
        return Arb.From(step.ArrayOf());
    }

    /// <summary>Spread as hashes are.</summary>
    private static KeyHash Key(int id) => new(((UInt128)(ulong)(id + 1) * 0x9E3779B97F4A7C15) << 20);
}
