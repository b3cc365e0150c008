using QueueService.Partitions;
using QueueService.Queues.Catalog;
using QueueService.Queues.Messages;

namespace QueueService.Queues.Peek;

/// <summary>Shows messages a page at a time.</summary>
internal sealed class Peeker(PartitionRegistry partitions, MessageViews views)
{
    /// <inheritdoc cref="Broker.PeekAsync"/>
    public async Task<Page<MessageView>> PeekAsync(
        QueueRecord record, PeekQuery query, CancellationToken cancellationToken)
    {
        using QueueLook look = await QueueLook.BeginAsync(partitions, record, query, query.Limit, cancellationToken);
        List<MessageView> found = [];
        long bytes = 0;
        await foreach (LookedAt message in look.Messages.ReadAsync(query.Limit, cancellationToken))
        {
            look.Cursor.Pass(message.Message);
            if (message.Contents is not { } contents)
                continue;
            MessageView view = views.Look(message.Partition, message.Message.Delivery, contents);
            MessageView cut = BodyCut.To(view, query.BodyBytes);
            found.Add(cut);
            bytes += contents[message.Message.Delivery.Index].Length - view.Body.Length + cut.Body.Length;
            if (found.Count == query.Limit || bytes >= Limits.MaxAnswerBytes
                || look.Messages.BytesRead >= Limits.MaxPeekReadBytes)
                return new Page<MessageView>(found, look.Cursor.ToString());
        }

        return new Page<MessageView>(found, null);
    }
}
