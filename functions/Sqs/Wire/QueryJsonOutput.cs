using System.Text.Json;

namespace QueueService.Functions.Sqs.Wire;

/// <summary>The members of an answer of the Query protocol as JSON: maps are lists of names and values.</summary>
internal sealed class QueryJsonOutput(Utf8JsonWriter json) : ISqsOutput
{
    private readonly JsonOutput _plain = new(json);

    public void Text(string name, string? value) => _plain.Text(name, value);

    public void Utf8(string name, ReadOnlySpan<byte> value) => _plain.Utf8(name, value);

    public void Number(string name, long value) => _plain.Number(name, value);

    public void Flag(string name, bool value) => _plain.Flag(name, value);

    public void Blob(string name, ReadOnlySpan<byte> value) => _plain.Blob(name, value);

    public void Texts(string name, string queryName, IReadOnlyList<string> values, bool isRequired = false) =>
        _plain.Texts(ListName(name), queryName, values, isRequired);

    public void Map(
        string name, string queryName, IReadOnlyCollection<KeyValuePair<string, string>> map, string queryKey) =>
        _plain.Items<KeyValuePair<string, string>>(name, queryName, [.. map], (entry, pair) =>
        {
            entry.Text(queryKey, pair.Key);
            entry.Text("Value", pair.Value);
        });

    public void Items<T>(string name, string queryName, ReadOnlySpan<T> items, Action<ISqsOutput, T> write) =>
        _plain.Items(ListName(name), queryName, items, (_, item) => write(this, item));

    public void Structures<T>(
        string name,
        string queryName,
        ReadOnlySpan<T> items,
        Func<T, string> key,
        Action<ISqsOutput, T> write) => _plain.Items(name, queryName, items, (entry, item) =>
    {
        entry.Text("Name", key(item));
        json.WriteStartObject("Value"u8);
        write(this, item);
        json.WriteEndObject();
    });

    /// <summary>AWS begins these two with a small letter here.</summary>
    private static string ListName(string name) => name switch
    {
        "Messages" => "messages",
        "QueueUrls" => "queueUrls",
        _ => name,
    };
}
