using Azure.Data.Tables;

namespace QueueService.Storage.Azure.Tables;

/// <summary>A row as it was read. What is missing or not of the expected type is corruption.</summary>
internal readonly record struct TableRow(string Table, TableEntity Entity)
{
    public string RowKey => Text(nameof(RowKey));

    /// <summary>The version; empty when the answer named none.</summary>
    public string Version => Entity.TryGetValue("odata.etag", out var etag) && etag is string version ? version : "";

    public string Text(string name) => OptionalText(name) ?? throw Corrupt($"{name} is missing");

    /// <summary>The text, or null if the row has no such property.</summary>
    public string? OptionalText(string name) => Value(name) switch
    {
        null => null,
        string text => text,
        _ => throw Corrupt($"{name} is not a text"),
    };

    public long Number(string name) => Value(name) is long number ? number : throw Corrupt($"{name} is not a number");

    public byte[] Bytes(string name) => Value(name) is byte[] bytes ? bytes : throw Corrupt($"{name} is not bytes");

    public StorageCorruptException Corrupt(string reason) =>
        new($"Table '{Table}', row '{Value(nameof(RowKey)) ?? "?"}': {reason}.");

    private object? Value(string name) => Entity.TryGetValue(name, out var value) ? value : null;
}
