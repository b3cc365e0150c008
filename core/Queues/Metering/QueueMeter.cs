using System.Collections.Concurrent;
using QueueService.Partitions.Metering;
using QueueService.Queues.Catalog;
using QueueService.Storage;

namespace QueueService.Queues.Metering;

/// <summary>The counters of all queues that this process has served.</summary>
internal sealed class QueueMeter(QueueCatalog catalog)
{
    private readonly ConcurrentDictionary<ulong, QueueCounters> _counters = new();

    public QueueCounters Of(PartitionId partition) =>
        _counters.GetOrAdd(partition.Incarnation, static _ => new QueueCounters());

    /// <summary>By name.</summary>
    /// <param name="open">Those of queues that are neither known nor open any more are forgotten.</param>
    public IReadOnlyList<KeyValuePair<QueueName, QueueCounters>> Read(IEnumerable<PartitionId> open)
    {
        HashSet<ulong> kept = [.. open.Select(partition => partition.Incarnation)];
        List<KeyValuePair<QueueName, QueueCounters>> read = new(_counters.Count);
        foreach ((ulong incarnation, QueueCounters counters) in _counters)
        {
            if (catalog.FindName(incarnation) is { } name)
                read.Add(KeyValuePair.Create(name, counters));
            else if (!kept.Contains(incarnation))
                _counters.TryRemove(incarnation, out _);
        }

        return read;
    }
}
