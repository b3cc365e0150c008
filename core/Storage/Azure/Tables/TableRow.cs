using System.Globalization;
using System.Text.Json;

namespace QueueService.Storage.Azure.Tables;

/// <summary>
/// A row as it was read, valid until the next one is asked for. What is missing or not of the expected type is
/// corruption.
/// </summary>
/// <param name="ETag">The version; empty when the query did not ask for versions.</param>
internal readonly record struct TableRow(string Table, JsonElement Json, string ETag)
{
    public string RowKey => Text(nameof(RowKey));

    public string Text(string name) => OptionalText(name) ?? throw Corrupt($"{name} is missing");

    /// <summary>The text, or null if the row has no such property.</summary>
    public string? OptionalText(string name)
    {
        if (!Json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        return value.ValueKind == JsonValueKind.String ? value.GetString() : throw Corrupt($"{name} is not a text");
    }

    public long Number(string name) =>
        long.TryParse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Corrupt($"{name} is not a number");

    public byte[] Bytes(string name) => OptionalBytes(name) ?? throw Corrupt($"{name} is missing");

    /// <summary>The bytes, or null if the row has no such property.</summary>
    public byte[]? OptionalBytes(string name)
    {
        if (!Json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        return value.ValueKind == JsonValueKind.String && value.TryGetBytesFromBase64(out var bytes)
            ? bytes
            : throw Corrupt($"{name} is not base64");
    }

    public StorageCorruptException Corrupt(string reason)
    {
        var key = Json.TryGetProperty(nameof(RowKey), out var rowKey) ? rowKey.ToString() : "?";
        return new StorageCorruptException($"Table '{Table}', row '{key}': {reason}.");
    }
}
