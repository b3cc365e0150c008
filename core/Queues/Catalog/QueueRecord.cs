using QueueService.Partitions.Drafts;
using QueueService.Partitions.Settings;
using QueueService.Storage;

namespace QueueService.Queues.Catalog;

/// <summary>What the catalog knows of a queue.</summary>
/// <param name="Incarnation">Random; a queue that is created again under the same name has another one.</param>
/// <param name="Version">Counts the changes of the settings.</param>
/// <param name="IsDeleting">The queue is gone for clients; what it stored is being deleted.</param>
internal sealed record QueueRecord(
    QueueName Name,
    ulong Incarnation,
    long Version,
    QueueSettings Settings,
    DateTimeOffset CreatedAt,
    DateTimeOffset ModifiedAt,
    bool IsDeleting)
{
    /// <summary>
    /// Settings on their way into the partitions, else null. They count once all partitions have them; until then
    /// nobody may use partitions that only they speak of.
    /// </summary>
    public QueueSettings? Next { get; init; }

    /// <summary>The queue as one that messages can be moved to.</summary>
    public MoveTarget Target => new(Incarnation, Settings.Partitions, Name.IsFifo);

    public PartitionId Partition(int index) => new(Incarnation, index);

    public IEnumerable<PartitionId> Partitions => Enumerable.Range(0, Settings.Partitions).Select(Partition);

    /// <summary>Also those that may have been made for a change that is not finished.</summary>
    public IEnumerable<PartitionId> StoredPartitions =>
        Enumerable.Range(0, Math.Max(Settings.Partitions, Next?.Partitions ?? 0)).Select(Partition);
}
