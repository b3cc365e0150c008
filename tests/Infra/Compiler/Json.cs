using System.Text.Json;

namespace QueueService.Tests.Infra.Compiler;

/// <summary>Reading what the compiler writes.</summary>
internal static class Json
{
    /// <summary>Follows names separated by dots; null where there is nothing.</summary>
    public static JsonElement? At(this JsonElement json, string path)
    {
        JsonElement found = json;
        foreach (string name in path.Split('.'))
        {
            if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(name, out found))
                return null;
        }

        return found;
    }

    /// <summary>The text at a path; null where there is none.</summary>
    public static string? Text(this JsonElement json, string path) =>
        json.At(path) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>The members of the object at a path; none where there is no object.</summary>
    public static IEnumerable<JsonProperty> Members(this JsonElement json, string path) =>
        json.At(path) is { ValueKind: JsonValueKind.Object } members ? members.EnumerateObject() : [];

    /// <summary>The items of the array at a path; none where there is no array.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement json, string path) =>
        json.At(path) is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : [];

    /// <summary>All members, however deep.</summary>
    public static IEnumerable<JsonProperty> Properties(this JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(member => member.Value.Properties().Prepend(member)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Properties),
        _ => [],
    };

    /// <summary>All texts, however deep; names of members are none.</summary>
    public static IEnumerable<string> Texts(this JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(member => member.Value.Texts()),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Texts),
        JsonValueKind.String => [json.GetString()!],
        _ => [],
    };
}
