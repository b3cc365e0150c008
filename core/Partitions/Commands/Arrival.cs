namespace QueueService.Partitions.Commands;

/// <summary>A message that comes from another partition.</summary>
internal sealed record Arrival(ReadOnlyMemory<byte> Content, MessageTraits Traits)
{
    /// <summary>
    /// Of one that an exchange has led here, the hash of its first routing key: its group in a FIFO queue, if it was
    /// given none.
    /// </summary>
    public KeyHash RoutingKey { get; init; }

    /// <summary>Set if an exchange sends it; null if it comes from another queue.</summary>
    public ArrivalOfPublish? Publish { get; init; }
}
