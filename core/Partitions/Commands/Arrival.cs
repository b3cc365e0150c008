namespace QueueService.Partitions.Commands;

/// <summary>A message that comes from another partition.</summary>
internal sealed record Arrival(ReadOnlyMemory<byte> Content, MessageTraits Traits)
{
    /// <summary>Set if an exchange sends it; null if it comes from another queue.</summary>
    public ArrivalOfPublish? Publish { get; init; }
}
