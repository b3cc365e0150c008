using QueueService.Partitions;
using QueueService.Queues.Catalog;
using QueueService.Queues.Messages;

namespace QueueService.Queues.Peek;

/// <summary>
/// Looks for messages in a queue, a bounded part of it at a time and outside the commit loops. Nothing is kept between
/// two parts but what the cursor says.
/// </summary>
internal sealed class MessageSearch(PartitionRegistry partitions, MessageViews views, TimeProvider time)
{
    /// <inheritdoc cref="Broker.SearchAsync"/>
    public async Task<SearchResult> RunAsync(
        QueueRecord record, SearchQuery query, CancellationToken cancellationToken)
    {
        long begun = time.GetTimestamp();
        using QueueLook look = await QueueLook.BeginAsync(
            partitions, record, query.Look, Limits.MaxSearchMessages, cancellationToken);
        FilterMatch filter = new(query.Filter);
        MessageGroups? groups = query.GroupBy is { } by ? new MessageGroups(by) : null;
        List<MessageView> found = [];
        long bytes = 0;
        int scanned = 0;
        int matched = 0;
        string? cursor = null;
        await foreach (LookedAt message in look.Messages.ReadAsync(Limits.MaxPageSize, cancellationToken))
        {
            look.Cursor.Pass(message.Message);
            scanned++;
            if (message.Contents is { } contents)
                Add(views.Look(message.Partition, message.Message.Delivery, contents));
            if (scanned == Limits.MaxSearchMessages || time.GetElapsedTime(begun) >= Limits.MaxSearchTime
                || (query.Limit > 0 && found.Count == query.Limit) || bytes >= Limits.MaxAnswerBytes
                || groups is { IsFull: true })
            {
                cursor = look.Cursor.ToString();
                break;
            }
        }

        return new SearchResult(found, groups?.All, scanned, matched, cursor);

        void Add(MessageView view)
        {
            if (!filter.IsMet(view))
                return;
            matched++;
            groups?.Add(view);
            if (query.Limit == 0)
                return;
            MessageView cut = BodyCut.To(view, query.BodyBytes);
            found.Add(cut);
            bytes += cut.Body.Length + cut.Attributes.Sum(attribute => (long)attribute.Value.Length);
        }
    }
}
