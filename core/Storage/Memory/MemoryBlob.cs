namespace QueueService.Storage.Memory;

internal sealed record MemoryBlob(byte[] Content, DateTimeOffset ModifiedAt);
