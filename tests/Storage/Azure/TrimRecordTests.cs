using QueueService.Storage;
using QueueService.Storage.Azure;

namespace QueueService.Tests.Storage.Azure;

public sealed class TrimRecordTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Doomed_WhenTrimsAreRandom_IsWhatIsThereAndNotKept(int seed)
    {
        Random random = new(seed);
        TrimRecord record = new();
        HashSet<long> gone = [];
        HashSet<long> kept = [.. Enumerable.Range(1, 400).Select(n => (long)n)];
        long last = 0;
        for (int trim = 0; trim < 40; trim++)
        {
            last = Math.Max(last, random.NextInt64(400));
            long upTo = random.Next(5) == 0 ? random.NextInt64(last + 1) : last;
            kept.RemoveWhere(_ => random.Next(6) == 0);
            FrameRange[] keep = [.. TrimRecord.Joined(kept.Order().Where(n => n <= upTo).Select(Single), 0)];
            long[] doomed = [.. record.Doomed(new FrameNumber(upTo), keep).SelectMany(Numbers)];
            Assert.Equal(
                Enumerable.Range(1, (int)upTo).Select(n => (long)n).Where(n => !gone.Contains(n) && !kept.Contains(n)),
                doomed);
            gone.UnionWith(doomed);
            record.Trimmed(new FrameNumber(upTo), keep);
        }
    }

    [Fact]
    public void Ranges_WhenALogKeepsScatteredFrames_StayFewAndCoverThemAll()
    {
        TrimRecord record = new();
        FrameRange[] keep = [.. Enumerable.Range(1, 100_000).Select(n => Single(3L * n))];
        FrameNumber last = new(300_000);
        record.Trimmed(last, keep);
        Assert.InRange(record.Ranges, 1, TrimRecord.MaxRanges);
        HashSet<long> doomed = [.. record.Doomed(last, []).SelectMany(Numbers)];
        Assert.All(keep, range => Assert.Contains(range.First.Value, doomed));
    }

    private static FrameRange Single(long number) => new(new FrameNumber(number), new FrameNumber(number));

    private static IEnumerable<long> Numbers(FrameRange range)
    {
        for (long n = range.First.Value; n <= range.Last.Value; n++)
            yield return n;
    }
}
