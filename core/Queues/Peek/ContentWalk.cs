using System.Runtime.CompilerServices;
using QueueService.Partitions.Contents;
using QueueService.Partitions.Machine;
using QueueService.Storage;

namespace QueueService.Queues.Peek;

/// <summary>Messages of a walk with their contents, which are read some ahead and outside the commit loops.</summary>
/// <param name="isAscending">True if the walk comes to the frames of each partition in ascending order.</param>
internal sealed class ContentWalk(IReadOnlyList<QueuePartition> partitions, IMessageWalk walk, bool isAscending)
{
    /// <summary>
    /// Frames that are read at a time where they are needed in another order than they lie: that many are in memory
    /// whole before the first one can be used.
    /// </summary>
    private const int FewFrames = 16;

    /// <summary>What was read so far, and the costs of keeping it.</summary>
    public long BytesRead { get; private set; }

    /// <param name="limit">How many messages are asked of the walk at a time.</param>
    public async IAsyncEnumerable<LookedAt> ReadAsync(
        int limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<WalkedMessage> page;
        while ((page = await walk.NextAsync(limit)).Count > 0)
        {
            for (int done = 0; done < page.Count;)
            {
                int end = isAscending ? page.Count : Math.Min(page.Count, done + FewFrames);
                var frames = await ReadFramesAsync(page, done, end, cancellationToken);
                while (done < end && frames.TryGetValue(KeyOf(page[done]), out FrameContents? contents))
                {
                    yield return new LookedAt(partitions[page[done].Partition], page[done], contents);
                    done++;
                }
            }
        }
    }

    /// <summary>The frames of these messages; where they are needed in order, maybe only the first ones.</summary>
    private async Task<Dictionary<(int Partition, FrameNumber Frame), FrameContents?>> ReadFramesAsync(
        IReadOnlyList<WalkedMessage> page, int begin, int end, CancellationToken cancellationToken)
    {
        Dictionary<(int Partition, FrameNumber Frame), FrameContents?> found = [];
        foreach (IGrouping<int, WalkedMessage> share in page.Take(begin..end).GroupBy(message => message.Partition))
        {
            FrameNumber[] wanted = [.. share.Select(message => message.Delivery.Frame).Distinct().Order()];
            foreach ((FrameNumber frame, FrameContents? contents) in await partitions[share.Key].Bulk.ReadAsync(
                wanted, isAscending ? Limits.MaxFetchBytes : long.MaxValue, cancellationToken))
            {
                found[(share.Key, frame)] = contents;
                BytesRead += contents?.Cost ?? 0;
            }
        }

        return found;
    }

    private static (int Partition, FrameNumber Frame) KeyOf(WalkedMessage message) =>
        (message.Partition, message.Delivery.Frame);
}
