using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Contents;
using QueueService.Partitions.Machine;
using QueueService.Partitions.Messages;

namespace QueueService.Queues.Peek;

/// <summary>
/// Finds the first message that came to a partition at some time or later. Frames are in order of their times, so it
/// halves what is left, and reads one frame for each step.
/// </summary>
internal sealed class PeekStart(QueuePartition partition, PeekState state)
{
    /// <summary>Null if all messages came earlier.</summary>
    public async Task<SequenceNumber?> FindAsync(Timestamp time, CancellationToken cancellationToken)
    {
        if (await FirstAsync(new PeekCommand(state, new SequenceNumber(long.MaxValue), 1, isNewestFirst: true))
            is not { } last || await CameAtAsync(last, cancellationToken) < time)
            return null;

        // The one that is looked for is the best so far, or one from low + 1 to high.
        SequenceNumber best = last.Sequence;
        long low = 0;
        long high = best.Value - 1;
        while (low < high)
        {
            long middle = low + ((high - low) / 2);
            if (await FirstAsync(new PeekCommand(state, new SequenceNumber(middle), 1, isContinued: true))
                is not { } found || found.Sequence.Value > high)
            {
                high = middle;
            }
            else if (await CameAtAsync(found, cancellationToken) < time)
            {
                low = found.Sequence.Value;
            }
            else
            {
                best = found.Sequence;
                high = middle;
            }
        }

        return best;
    }

    private async Task<Delivery?> FirstAsync(PeekCommand command)
    {
        IReadOnlyList<Delivery> page = await partition.SendAsync(command);
        return page.Count > 0 ? page[0] : null;
    }

    /// <summary>A dead letter is older than its arrival.</summary>
    private async Task<Timestamp> CameAtAsync(Delivery message, CancellationToken cancellationToken)
    {
        FrameContents? contents = await partition.Frames.ReadAsync(message.Frame, cancellationToken);
        return contents?.Time ?? message.EnqueuedAt;
    }
}
