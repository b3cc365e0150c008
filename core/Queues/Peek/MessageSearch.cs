using QueueService.Partitions;
using QueueService.Partitions.Contents;
using QueueService.Queues.Catalog;
using QueueService.Queues.Messages;

namespace QueueService.Queues.Peek;

/// <summary>
/// Looks for messages in a queue, a bounded part of it at a time and outside the commit loops. Nothing is kept between
/// two parts but what the cursor says.
/// </summary>
internal sealed class MessageSearch(PartitionRegistry partitions, MessageViews views, TimeProvider time)
{
    /// <summary>Reads the next part of the result; its counts are those of all parts so far.</summary>
    public async Task<SearchResult> ReadAsync(
        QueueRecord record, SearchProgress progress, CancellationToken cancellationToken)
    {
        long begun = time.GetTimestamp();
        SearchQuery query = progress.Rest;
        using QueueLook look = await QueueLook.BeginAsync(
            partitions, record, query.Look, Limits.MaxSearchMessages, cancellationToken, progress.HasBegun);
        SearchTally tally = progress.Tally.Copy();
        List<MessageView> found = [];
        PartBytes bytes = new();
        string? cursor = null;
        int ahead = query.Limit == 0 ? Limits.MaxFetchBytes : query.Look.BytesAhead;
        await foreach (LookedAt message in look.Messages.ReadAsync(Limits.MaxPageSize, ahead, cancellationToken))
        {
            look.Cursor.Pass(message.Message);
            tally.Scanned++;
            if (message.Contents is { } contents)
                Add(message, contents);
            if (!bytes.IsFull && !progress.EndsWith(tally, time.GetElapsedTime(begun)))
                continue;
            cursor = look.Cursor.ToString();
            break;
        }

        progress.Pass(cursor, tally, time.GetElapsedTime(begun));
        return new SearchResult(found, tally.Groups?.All, tally.Scanned, tally.Matched, cursor);

        void Add(LookedAt message, FrameContents contents)
        {
            MessageView view = views.Look(message.Partition, message.Message.Delivery, contents);
            if (!progress.Filter.IsMet(view))
                return;
            tally.Matched++;
            tally.Groups?.Add(view);
            if (query.Limit == 0)
                return;
            MessageView cut = BodyCut.To(view, query.BodyBytes);
            found.Add(cut);
            tally.Found++;
            tally.Shown += bytes.Add(view, cut, contents, message.Message.Delivery.Index);
        }
    }
}
