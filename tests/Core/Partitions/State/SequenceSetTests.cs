using QueueService.Partitions;
using QueueService.Partitions.State;

namespace QueueService.Tests.Core.Partitions.State;

public sealed class SequenceSetTests
{
    [Theory]
    [InlineData(1, 40)]
    [InlineData(2, 300)]
    [InlineData(3, 5_000)]
    [InlineData(4, long.MaxValue - 1)]
    public void Operations_WhenRandom_MatchAPlainSet(int seed, long most)
    {
        Random random = new(seed);
        SequenceSet set = new();
        SortedSet<long> plain = [];
        for (int step = 0; step < 3_000; step++)
        {
            long number = random.NextInt64(0, most);
            if (plain.Add(number))
            {
                set.Add(new SequenceNumber(number));
            }
            else
            {
                plain.Remove(number);
                set.Remove(new SequenceNumber(number));
            }

            Assert.Equal(plain.Count, set.Count);
            if (step % 25 > 0)
                continue;
            long from = random.NextInt64(0, most);
            Assert.Equal(plain.Where(one => one > from), set.After(new SequenceNumber(from)).Select(one => one.Value));
            Assert.Equal(
                plain.Where(one => one < from).Reverse(),
                set.Before(new SequenceNumber(from)).Select(one => one.Value));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(62)]
    [InlineData(63)]
    [InlineData(64)]
    public void Looks_WhenAtTheEdgeOfAWord_LeaveOutTheNumberItself(long edge)
    {
        SequenceSet set = new();
        for (long number = 0; number < 130; number++)
            set.Add(new SequenceNumber(number));
        Assert.Equal(129 - edge, set.After(new SequenceNumber(edge)).Count());
        Assert.Equal(edge, set.Before(new SequenceNumber(edge)).Count());
    }
}
