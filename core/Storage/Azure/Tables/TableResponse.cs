namespace QueueService.Storage.Azure.Tables;

/// <summary>A request's outcome with the parts of the answer that the table client uses.</summary>
/// <param name="Body">Empty unless the outcome is <see cref="StoreOutcome.Done"/>.</param>
internal sealed record TableResponse(
    StoreAnswer Answer, ReadOnlyMemory<byte> Body = default, string ETag = "", TableContinuation? Next = null);
