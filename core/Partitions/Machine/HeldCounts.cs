namespace QueueService.Partitions.Machine;

/// <summary>What one partition holds one by one in memory.</summary>
internal readonly record struct HeldCounts(long Delayed, long DeduplicationIds);
