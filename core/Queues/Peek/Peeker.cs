using QueueService.Partitions;
using QueueService.Queues.Catalog;
using QueueService.Queues.Messages;

namespace QueueService.Queues.Peek;

/// <summary>Shows messages a page at a time, which is read in parts.</summary>
internal sealed class Peeker(PartitionRegistry partitions, MessageViews views)
{
    /// <summary>Reads the next part of a page; its cursor tells where the next one begins.</summary>
    public async Task<Page<MessageView>> ReadAsync(
        QueueRecord record, PeekProgress progress, CancellationToken cancellationToken)
    {
        PeekQuery query = progress.Rest;
        using QueueLook look = await QueueLook.BeginAsync(
            partitions, record, query, query.Limit, cancellationToken, progress.HasBegun);
        List<MessageView> found = [];
        PartBytes bytes = new();
        long shown = 0;
        string? cursor = null;
        await foreach (LookedAt message in look.Messages.ReadAsync(query.Limit, query.BytesAhead, cancellationToken))
        {
            look.Cursor.Pass(message.Message);
            if (message.Contents is not { } contents)
                continue;
            MessageView view = views.Look(message.Partition, message.Message.Delivery, contents);
            MessageView cut = BodyCut.To(view, query.BodyBytes);
            found.Add(cut);
            shown += bytes.Add(view, cut, contents, message.Message.Delivery.Index);
            if (!bytes.IsFull && !progress.EndsWith(found.Count, shown, look.Messages.BytesRead))
                continue;
            cursor = look.Cursor.ToString();
            break;
        }

        Page<MessageView> part = new(found, cursor);
        progress.Pass(part, shown, look.Messages.BytesRead);
        return part;
    }
}
