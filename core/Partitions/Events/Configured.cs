using QueueService.Partitions.Settings;

namespace QueueService.Partitions.Events;

/// <summary>The queue was created or its settings were changed; the first event of every log.</summary>
/// <param name="Version">Counts the changes, so that a late one does not undo a newer one.</param>
internal sealed record Configured(QueueName Queue, long Version, QueueSettings Settings)
    : PartitionEvent(EventKind.Configured);
