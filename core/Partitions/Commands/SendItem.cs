namespace QueueService.Partitions.Commands;

/// <summary>A message of a send, with its content already in stored form.</summary>
/// <param name="Size">What counts against the queue's limit: body and attributes, in bytes.</param>
/// <param name="Deduplication">The hash of the id that was given.</param>
/// <param name="ContentHash">
/// On FIFO queues without an id: the hash of the body, which serves if the queue says so.
/// </param>
internal sealed record SendItem(
    ReadOnlyMemory<byte> Header,
    ReadOnlyMemory<byte> Body,
    int Size,
    TimeSpan? Delay,
    KeyHash Group,
    KeyHash Deduplication,
    KeyHash ContentHash);
