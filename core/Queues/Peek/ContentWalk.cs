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
    /// Messages that are read for at a time where their frames are needed in another order than they lie.
    /// </summary>
    private const int FewMessages = 16;

    /// <summary>What was read so far, and the costs of keeping it.</summary>
    public long BytesRead { get; private set; }

    /// <param name="limit">How many messages are asked of the walk at a time.</param>
    /// <param name="most">
    /// Bytes of frames that are read at a time; the frame that reaches it is still read.
    /// </param>
    public async IAsyncEnumerable<LookedAt> ReadAsync(
        int limit, int most, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<WalkedMessage> page;
        while ((page = await walk.NextAsync(limit)).Count > 0)
        {
            for (int done = 0; done < page.Count;)
            {
                int end = EndOfPart(page, done, most);
                var frames = await ReadFramesAsync(page, done..end, most, cancellationToken);

                // Others that lie before it have taken all the room.
                if (!frames.ContainsKey(KeyOf(page[done])))
                    frames = await ReadFramesAsync(page, done..(done + 1), most, cancellationToken);
                while (done < end && frames.TryGetValue(KeyOf(page[done]), out FrameContents? contents))
                {
                    yield return new LookedAt(partitions[page[done].Partition], page[done], contents);
                    done++;
                }
            }
        }
    }

    /// <summary>
    /// Behind the messages that are to be read for at a time, as far as can be told without their frames.
    /// </summary>
    private int EndOfPart(IReadOnlyList<WalkedMessage> page, int begin, int most)
    {
        int last = isAscending ? page.Count : Math.Min(page.Count, begin + FewMessages);
        int end = begin;
        for (long bytes = 0; end < last && bytes < most; end++)
            bytes += page[end].Delivery.Length;
        return end;
    }

    /// <summary>Frames of these messages: of each partition those first that lie first.</summary>
    private async Task<Dictionary<(int Partition, FrameNumber Frame), FrameContents?>> ReadFramesAsync(
        IReadOnlyList<WalkedMessage> page, Range part, int most, CancellationToken cancellationToken)
    {
        Dictionary<(int Partition, FrameNumber Frame), FrameContents?> found = [];
        long left = most;
        foreach (IGrouping<int, WalkedMessage> share in page.Take(part).GroupBy(message => message.Partition))
        {
            FrameNumber[] wanted = [.. share.Select(message => message.Delivery.Frame).Distinct().Order()];
            foreach ((FrameNumber frame, FrameContents? contents) in await partitions[share.Key].Bulk.ReadAsync(
                wanted, left, cancellationToken))
            {
                found[(share.Key, frame)] = contents;
                left -= contents?.Cost ?? 0;
            }

            if (left <= 0)
                break;
        }

        BytesRead += most - left;
        return found;
    }

    private static (int Partition, FrameNumber Frame) KeyOf(WalkedMessage message) =>
        (message.Partition, message.Delivery.Frame);
}
