using QueueService.Queues.Catalog;
using QueueService.Storage;

namespace QueueService.Routing.Publishing;

/// <summary>The queues that bindings lead to, as the catalog knows them.</summary>
internal sealed class QueueTargets(QueueCatalog catalog)
{
    /// <summary>
    /// The queue that is meant; null if it is not there any more. A record that is remembered may be of an earlier
    /// queue of that name, or of one that was deleted elsewhere, so what does not agree is read anew.
    /// </summary>
    public async ValueTask<QueueRecord?> FindAsync(QueueTarget target, CancellationToken cancellationToken)
    {
        if (catalog.FindKnown(target.Queue) is { } known && known.Incarnation == target.Incarnation)
            return known;
        return await catalog.ReadAsync(target.Queue, cancellationToken) is { Record.IsDeleting: false } stored
            && stored.Record.Incarnation == target.Incarnation
                ? stored.Record
                : null;
    }

    /// <summary>A partition was found closed: its queue is looked up anew.</summary>
    public void Forget(PartitionId partition)
    {
        if (catalog.FindName(partition.Incarnation) is { } name && catalog.FindKnown(name) is { } known
            && known.Incarnation == partition.Incarnation)
            catalog.Forget(known);
    }
}
