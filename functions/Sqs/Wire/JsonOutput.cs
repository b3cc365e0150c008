using System.Text.Json;

namespace QueueService.Functions.Sqs.Wire;

/// <summary>An answer of the AWS JSON 1.0 protocol.</summary>
internal sealed class JsonOutput(Utf8JsonWriter json) : ISqsOutput
{
    public void Text(string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    public void Utf8(string name, ReadOnlySpan<byte> value) => json.WriteString(name, value);

    public void Number(string name, long value) => json.WriteNumber(name, value);

    public void Flag(string name, bool value) => json.WriteBoolean(name, value);

    public void Blob(string name, ReadOnlySpan<byte> value) => json.WriteBase64String(name, value);

    public void Texts(string name, string queryName, IReadOnlyList<string> values, bool isRequired = false)
    {
        if (values.Count == 0 && !isRequired)
            return;
        json.WriteStartArray(name);
        foreach (string value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    public void Map(
        string name, string queryName, IReadOnlyCollection<KeyValuePair<string, string>> map, string queryKey)
    {
        if (map.Count == 0)
            return;
        json.WriteStartObject(name);
        foreach ((string key, string value) in map)
            json.WriteString(key, value);
        json.WriteEndObject();
    }

    public void Items<T>(string name, string queryName, ReadOnlySpan<T> items, Action<ISqsOutput, T> write)
    {
        if (items.IsEmpty)
            return;
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            json.WriteStartObject();
            write(this, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public void Structures<T>(
        string name,
        string queryName,
        ReadOnlySpan<T> items,
        Func<T, string> key,
        Action<ISqsOutput, T> write)
    {
        if (items.IsEmpty)
            return;
        json.WriteStartObject(name);
        foreach (T item in items)
        {
            json.WriteStartObject(key(item));
            write(this, item);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
