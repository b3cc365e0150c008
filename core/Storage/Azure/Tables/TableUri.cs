namespace QueueService.Storage.Azure.Tables;

/// <summary>The addresses of tables and rows.</summary>
internal sealed class TableUri(Uri endpoint, string table)
{
    private readonly string _root = endpoint.AbsoluteUri.TrimEnd('/');

    public Uri Tables => new($"{_root}/Tables");

    public Uri Batch => new($"{_root}/$batch");

    public Uri Table => new($"{_root}/{table}");

    public Uri Row(string partitionKey, string rowKey) =>
        new($"{_root}/{table}(PartitionKey='{Escape(partitionKey)}',RowKey='{Escape(rowKey)}')");

    public Uri Query(TableQuery query, int top, TableContinuation? from)
    {
        var text = $"{_root}/{table}()?$filter={Uri.EscapeDataString(query.Filter)}&$top={top}";
        if (query.Select is not null)
            text += $"&$select={Uri.EscapeDataString(query.Select)}";
        if (from is not null)
            text += $"&NextPartitionKey={Uri.EscapeDataString(from.PartitionKey)}";
        if (from?.RowKey is not null)
            text += $"&NextRowKey={Uri.EscapeDataString(from.RowKey)}";
        return new Uri(text);
    }

    // Quotes are doubled inside a quoted key (OData 3.0, literals in URIs).
    private static string Escape(string key) =>
        Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));
}
