namespace QueueService.Storage.Azure.Tables;

/// <summary>Where the next page of a query begins.</summary>
internal sealed record TableContinuation(string PartitionKey, string? RowKey);
