namespace QueueService.Storage.Azure.Tables;

/// <summary>The answer to one operation of a transaction.</summary>
/// <param name="ETag">The new version of the row; empty if the answer has none.</param>
internal sealed record BatchPart(int Status, string ETag, ReadOnlyMemory<byte> Body);
