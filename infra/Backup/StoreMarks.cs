using Azure.Data.Tables;

namespace QueueService.Backup;

/// <summary>
/// By what a store shows that it was written to: the versions of the heads of all logs, and of all documents. A
/// service that runs writes documents even when it is idle.
/// </summary>
internal static class StoreMarks
{
    private static readonly string[] Keys = ["PartitionKey", "RowKey"];

    public static async Task<HashSet<string>> ReadAsync(StorePlace place, CancellationToken cancellation)
    {
        HashSet<string> marks = new(StringComparer.Ordinal);
        await AddAsync(marks, place.Log, $"RowKey eq '{Storage.Azure.LogKeys.HeadRow}'", cancellation);
        await AddAsync(marks, place.Documents, null, cancellation);
        return marks;
    }

    private static async Task AddAsync(
        HashSet<string> marks, TableClient table, string? filter, CancellationToken cancellation)
    {
        var rows = table.QueryAsync<TableEntity>(filter, select: Keys, cancellationToken: cancellation);
        await foreach (TableEntity row in rows)
            marks.Add($"{table.Name}/{row.PartitionKey}/{row.RowKey}/{row.ETag}");
    }
}
