namespace QueueService.Partitions.Commands;

/// <summary>A message that comes from another partition.</summary>
internal sealed record Arrival(ReadOnlyMemory<byte> Content, MessageTraits Traits);
