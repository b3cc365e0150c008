using QueueService.Partitions.Events;

namespace QueueService.Partitions.Codec;

/// <summary>One commit: what happened, and when.</summary>
/// <param name="PayloadLength">Bytes of the payload that belongs to the events.</param>
/// <param name="PayloadChecksum">CRC-32C of the payload.</param>
internal sealed record Frame(Timestamp Time, PartitionEvent[] Events, int PayloadLength, uint PayloadChecksum);
