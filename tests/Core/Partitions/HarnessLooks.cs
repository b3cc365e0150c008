using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Drafts;
using QueueService.Partitions.Messages;
using QueueService.Partitions.State;
using QueueService.Wire;

namespace QueueService.Tests.Core.Partitions;

/// <summary>
/// Proves that looks find what a search through the whole state finds, in both orders and from anywhere.
/// </summary>
internal static class HarnessLooks
{
    public static void Check(PartitionState state)
    {
        foreach (PeekState filter in Enum.GetValues<PeekState>())
        {
            long[] all = [.. Plain(state, filter).Order()];
            SequenceNumber middle = new(all.Length > 0 ? all[all.Length / 2] : 1);
            Assert.Equal(all, Look(state, new PeekCommand(filter, default, int.MaxValue)));
            Assert.Equal(
                all.Where(number => number > middle.Value),
                Look(state, new PeekCommand(filter, middle, int.MaxValue)));
            Assert.Equal(
                all.Reverse(),
                Look(state, new PeekCommand(filter, new SequenceNumber(long.MaxValue), int.MaxValue, true)));
            Assert.Equal(
                all.Where(number => number < middle.Value).Reverse(),
                Look(state, new PeekCommand(filter, middle, int.MaxValue, true)));
        }
    }

    private static IEnumerable<long> Look(PartitionState state, PeekCommand command)
    {
        command.Decide(new QueueDraft(state, 0, state.Clock, PartitionLimits.Default, new WireWriter()));
        command.Complete();
        return command.Reply.GetAwaiter().GetResult().Select(delivery => delivery.Sequence.Value);
    }

    private static IEnumerable<long> Plain(PartitionState state, PeekState filter)
    {
        IEnumerable<long> touched = state.Touched
            .Where(entry => !entry.IsExpired && entry.Hold != Hold.Leaving && Matches(entry, filter))
            .Select(entry => entry.Sequence.Value);
        if (filter is PeekState.Visible or PeekState.All)
            touched = touched.Concat(Numbers(state.Unread));
        return filter is PeekState.Delayed or PeekState.All ? touched.Concat(Numbers(state.DelayedUnread)) : touched;
    }

    private static bool Matches(MessageEntry entry, PeekState filter) => filter switch
    {
        PeekState.All => true,
        PeekState.Visible => entry.IsReady,
        PeekState.InFlight => !entry.IsReady && entry.Hold == Hold.InFlight,
        PeekState.Held => entry.Hold == Hold.Held,
        _ => !entry.IsReady && entry.Hold == Hold.Delayed,
    };

    private static IEnumerable<long> Numbers(UnreadRuns runs) => runs.All.SelectMany(
        run => Enumerable.Range(0, run.Count).Select(n => run.First.Value + n));
}
