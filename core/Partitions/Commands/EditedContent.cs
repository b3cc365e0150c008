namespace QueueService.Partitions.Commands;

/// <summary>A new content of a message, in stored form.</summary>
/// <param name="Size">What counts against the queue's limit: body and attributes, in bytes.</param>
internal sealed record EditedContent(ReadOnlyMemory<byte> Header, ReadOnlyMemory<byte> Body, int Size);
