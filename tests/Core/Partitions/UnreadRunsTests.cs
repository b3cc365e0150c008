using QueueService.Partitions;
using QueueService.Partitions.State;
using QueueService.Storage;

namespace QueueService.Tests.Core.Partitions;

public sealed class UnreadRunsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Operations_WhenRandom_MatchAPlainList(int seed)
    {
        Random random = new(seed);
        UnreadRuns runs = new();
        SortedSet<long> plain = [];
        long next = 1;
        List<(UnreadCapture Capture, UnreadRun[] Then)> captured = [];
        for (int step = 0; step < 4000; step++)
        {
            int kind = random.Next(10);
            if (kind < 4)
            {
                int count = random.Next(1, 8);
                runs.Append(new UnreadRun(new(next), count, new FrameNumber(next), 0, new Timestamp(0), count * 10L));
                for (int n = 0; n < count; n++)
                    plain.Add(next++);
            }
            else if (kind < 9 && plain.Count > 0)
            {
                long sequence = random.Next(3) == 0 ? random.NextInt64(1, next) : plain.Min;
                Assert.Equal(plain.Remove(sequence), runs.Take(new SequenceNumber(sequence), 10) is not null);
            }
            else
            {
                long first = random.NextInt64(1, next + 1);
                long end = first + random.Next(20);
                runs.Remove(new SequenceNumber(first), new SequenceNumber(end));
                plain.RemoveWhere(sequence => sequence >= first && sequence < end);
            }

            Assert.Equal(plain.Count, runs.Messages);
            if (step % 50 == 0)
                captured.Add((runs.Capture(), [.. runs.All]));
        }

        Assert.All(captured, then => Assert.Equal(then.Then, then.Capture));
        Assert.Equal(
            plain, runs.All.SelectMany(run => Enumerable.Range(0, run.Count).Select(n => run.First.Value + n)));
        Assert.Equal(runs.All.Sum(run => run.Bytes), runs.Bytes);
        Assert.All(runs.All, run => Assert.Equal(run.First.Value - run.Frame.Value, run.Index));
    }
}
