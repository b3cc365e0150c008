namespace QueueService.Partitions;

/// <summary>One message inside a frame, as the engine sees it.</summary>
/// <param name="Length">Bytes of its content in the payload; contents stand one after another.</param>
/// <param name="VisibleAt">Set if it was sent with a delay.</param>
/// <param name="Deduplication">The key under which later sends of the same are recognised.</param>
internal readonly record struct StoredMessage(
    int Length, Timestamp? VisibleAt = null, KeyHash Deduplication = default, MessageTraits? Traits = null);
