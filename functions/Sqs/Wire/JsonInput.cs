using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using QueueService.Functions.Sqs.Errors;

namespace QueueService.Functions.Sqs.Wire;

/// <summary>A request of the AWS JSON 1.0 protocol. Members that nobody asks for are ignored, as by AWS.</summary>
/// <param name="body">The request, which strings without escapes are slices of.</param>
internal sealed class JsonInput(JsonElement json, ReadOnlyMemory<byte> body) : ISqsInput
{
    public static JsonInput Parse(ReadOnlyMemory<byte> body, out JsonDocument document)
    {
        try
        {
            document = JsonDocument.Parse(body.IsEmpty ? "{}"u8.ToArray() : body);
        }
        catch (JsonException wrong)
        {
            throw new SqsException(SqsError.Serialization, $"The body is not JSON: {wrong.Message}");
        }

        if (document.RootElement.ValueKind == JsonValueKind.Object)
            return new JsonInput(document.RootElement, body);
        document.Dispose();
        throw new SqsException(SqsError.Serialization, "The body must be a JSON object.");
    }

    public string? Text(string name) => Member(name) is { } member ? TextOf(member, name) : null;

    public bool TryGetUtf8(string name, out ReadOnlyMemory<byte> utf8)
    {
        utf8 = default;
        if (Member(name) is not { } member)
            return false;
        ReadOnlySpan<byte> raw = member.ValueKind == JsonValueKind.String
            ? JsonMarshal.GetRawUtf8Value(member)[1..^1]
            : throw Wrong(name, "a string");
        bool isPlain = !raw.Contains((byte)'\\') && Utf8.IsValid(raw);
        utf8 = isPlain && body.Span.Overlaps(raw, out int offset)
            ? body.Slice(offset, raw.Length)
            : Encoding.UTF8.GetBytes(TextOf(member, name));
        return true;
    }

    public long? Number(string name)
    {
        if (Member(name) is not { } member)
            return null;
        if (member.ValueKind == JsonValueKind.Number && member.TryGetInt64(out long number))
            return number;
        string text = TextOf(member, name);
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number)
            ? number
            : throw Wrong(name, "a whole number");
    }

    public byte[]? Blob(string name)
    {
        if (Member(name) is not { } member)
            return null;
        return member.ValueKind == JsonValueKind.String && member.TryGetBytesFromBase64(out byte[]? bytes)
            ? bytes
            : throw Wrong(name, "base64 text");
    }

    public IReadOnlyList<string> Texts(string name, string queryName) =>
        Member(name) is { } list ? [.. Elements(list, name).Select(item => TextOf(item, name))] : [];

    public IReadOnlyList<KeyValuePair<string, string>>? Map(string name, string queryName, string queryKey) =>
        Member(name) is { } map
            ? [.. Members(map, name).Select(member => KeyValuePair.Create(member.Name, TextOf(member.Value, name)))]
            : null;

    public IReadOnlyList<ISqsInput>? Items(string name, string queryName) =>
        Member(name) is { } list ? [.. Elements(list, name).Select(item => (ISqsInput)Structure(item, name))] : null;

    public IReadOnlyList<KeyValuePair<string, ISqsInput>> Structures(string name, string queryName) =>
        Member(name) is { } map
            ? [.. Members(map, name).Select(member => KeyValuePair.Create<string, ISqsInput>(
                member.Name, Structure(member.Value, name)))]
            : [];

    private JsonElement? Member(string name) =>
        json.TryGetProperty(name, out JsonElement member) && member.ValueKind != JsonValueKind.Null ? member : null;

    private JsonInput Structure(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object ? new JsonInput(element, body) : throw Wrong(name, "an object");

    private static JsonElement.ArrayEnumerator Elements(JsonElement list, string name) =>
        list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : throw Wrong(name, "a list");

    private static JsonElement.ObjectEnumerator Members(JsonElement map, string name) =>
        map.ValueKind == JsonValueKind.Object ? map.EnumerateObject() : throw Wrong(name, "an object");

    private static string TextOf(JsonElement element, string name)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Wrong(name, "a string");
        }
        catch (InvalidOperationException)
        {
            throw Wrong(name, "a string of whole Unicode characters");
        }
    }

    private static SqsException Wrong(string name, string wanted) =>
        new(SqsError.Serialization, $"{name} must be {wanted}.");
}
