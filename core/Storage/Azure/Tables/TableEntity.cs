using System.Text.Json;

namespace QueueService.Storage.Azure.Tables;

/// <summary>A row to be written.</summary>
internal sealed class TableEntity(string partitionKey, string rowKey)
{
    // Room for the names, keys and annotations around the values.
    private const int OverheadBytes = 512;

    private readonly List<TableProperty> _properties = [];

    public string PartitionKey { get; } = partitionKey;

    public string RowKey { get; } = rowKey;

    /// <summary>About how many bytes <see cref="WriteTo"/> will write.</summary>
    public int EncodedBytes { get; private set; } = OverheadBytes;

    public TableEntity Add(string name, string text) => Add(new TableProperty(name, text, null, default));

    public TableEntity Add(string name, long number) => Add(new TableProperty(name, null, number, default));

    /// <summary>Adds at most <see cref="TableProperty.MaxBytes"/> bytes, which are not copied.</summary>
    public TableEntity Add(string name, ReadOnlyMemory<byte> bytes)
    {
        return bytes.Length > TableProperty.MaxBytes
            ? throw new ArgumentException("A property holds at most 64 KiB.", nameof(bytes))
            : Add(new TableProperty(name, null, null, bytes));
    }

    /// <summary>Writes the row as JSON on one line, values with their type annotations.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString(nameof(PartitionKey), PartitionKey);
        json.WriteString(nameof(RowKey), RowKey);
        foreach (var property in _properties)
            Write(json, property);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, TableProperty property)
    {
        if (property.Text is not null)
        {
            json.WriteString(property.Name, property.Text);
        }
        else if (property.Number is { } number)
        {
            // JSON numbers are 32 bits to the store; longs travel as text.
            json.WriteString($"{property.Name}@odata.type", "Edm.Int64");
            json.WriteString(property.Name, number.ToString("D", null));
        }
        else
        {
            json.WriteString($"{property.Name}@odata.type", "Edm.Binary");
            json.WriteBase64String(property.Name, property.Bytes.Span);
        }
    }

    private TableEntity Add(TableProperty property)
    {
        _properties.Add(property);
        EncodedBytes += 64 + (property.Text?.Length ?? 0) + (property.Bytes.Length + 2) / 3 * 4;
        return this;
    }
}
