using QueueService.Partitions.Contents;
using QueueService.Partitions.Machine;

namespace QueueService.Queues.Peek;

/// <summary>A message with its content.</summary>
/// <param name="Contents">Of its frame; null if the message is gone since.</param>
internal readonly record struct LookedAt(QueuePartition Partition, WalkedMessage Message, FrameContents? Contents);
