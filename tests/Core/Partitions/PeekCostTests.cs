using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Drafts;
using QueueService.Partitions.Messages;
using QueueService.Wire;

namespace QueueService.Tests.Core.Partitions;

/// <summary>A look costs a commit loop what it shows, whatever else there is.</summary>
public sealed class PeekCostTests
{
    [Theory]
    [InlineData(PeekState.Visible)]
    [InlineData(PeekState.InFlight)]
    [InlineData(PeekState.Delayed)]
    [InlineData(PeekState.All)]
    public void Peek_WhenManyAreInFlight_TakesNoMoreMemoryThanForFew(PeekState state)
    {
        PartitionHarness few = Filled(messages: 100);
        PartitionHarness many = Filled(messages: 50_000);
        foreach (bool isNewestFirst in new[] { false, true })
        {
            long forFew = Allocated(few, state, isNewestFirst);
            Assert.InRange(Allocated(many, state, isNewestFirst), 0, (2 * forFew) + 4096);
        }
    }

    private static PartitionHarness Filled(int messages)
    {
        PartitionHarness queue = new() { IsChecked = false };
        for (int n = 0; n < messages; n += 100)
        {
            queue.Send([.. Enumerable.Range(0, 100).Select(m => $"{m}")]);
            queue.Receive(max: 100);
        }

        queue.Send("unread", "unread");
        queue.Do(HarnessCommands.Sending("q", HarnessCommands.Message("delayed", delay: 5)));
        return queue;
    }

    private static long Allocated(PartitionHarness queue, PeekState state, bool isNewestFirst)
    {
        SequenceNumber from = isNewestFirst ? new(long.MaxValue) : default;
        long least = long.MaxValue;
        for (int round = 0; round < 5; round++)
        {
            PeekCommand command = new(state, from, 10, isNewestFirst);
            QueueDraft draft = new(queue.State, 0, queue.State.Clock, PartitionLimits.Default, new WireWriter());
            long before = GC.GetAllocatedBytesForCurrentThread();
            command.Decide(draft);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
