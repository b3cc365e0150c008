using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using QueueService.Functions.Sqs.Errors;

namespace QueueService.Functions.Sqs.Wire;

/// <summary>
/// A request in JSON, read once. It remembers where values are; their text stays in the request's bytes, and only what
/// has escapes is written anew, into one rented buffer. So all text that it gives lives as long as the tree.
/// </summary>
internal sealed class JsonTree : IDisposable
{
    /// <summary>Some ten times what the largest request needs; keeps memory near that of the request itself.</summary>
    private const int MaxNodes = 20_000;

    private const int FirstNodes = 128;
    private const int MaxDepth = 32;

    private readonly ReadOnlyMemory<byte> _json;
    private JsonNode[] _nodes = ArrayPool<JsonNode>.Shared.Rent(FirstNodes);
    private int _count;
    private byte[]? _unescaped;
    private int _unescapedLength;

    private JsonTree(ReadOnlyMemory<byte> json) => _json = json;

    public ref readonly JsonNode this[int node] => ref _nodes[node];

    /// <summary>Reads an object; refuses everything else. No bytes at all are an object without members.</summary>
    public static JsonTree Parse(ReadOnlyMemory<byte> json)
    {
        if (!Utf8.IsValid(json.Span))
            throw Malformed("It is not UTF-8.");
        JsonTree tree = new(json.IsEmpty ? "{}"u8.ToArray() : json);
        try
        {
            tree.Read();
            return tree[0].Kind == JsonTokenType.StartObject ? tree : throw Malformed("It must be an object.");
        }
        catch (JsonException wrong)
        {
            tree.Dispose();
            throw Malformed(wrong.Message);
        }
        catch (SqsException)
        {
            tree.Dispose();
            throw;
        }
    }

    /// <summary>The number of the last member of this name in an object; -1 if there is none.</summary>
    /// <param name="name">ASCII.</param>
    public int Find(int parent, string name)
    {
        int found = -1;
        int end = _nodes[parent].End;
        for (int node = parent + 1; node < end; node = _nodes[node].End)
        {
            JsonText text = _nodes[node].Name;
            if (text.IsEscaped ? Ascii.Equals(Utf8Of(text).Span, name)
                : text.Length == name.Length && Ascii.Equals(_json.Span.Slice(text.Start, text.Length), name))
                found = node;
        }

        return found;
    }

    /// <summary>The text as UTF-8, without escapes.</summary>
    public ReadOnlyMemory<byte> Utf8Of(JsonText text) =>
        text.IsEscaped ? Unescape(text) : _json.Slice(text.Start, text.Length);

    public string StringOf(JsonText text) => Encoding.UTF8.GetString(Utf8Of(text).Span);

    public void Dispose()
    {
        ArrayPool<JsonNode>.Shared.Return(_nodes);
        _nodes = [];
        if (_unescaped is not null)
            ArrayPool<byte>.Shared.Return(_unescaped);
        _unescaped = null;
    }

    private static SqsException Malformed(string why) =>
        new(SqsError.Serialization, $"The body is not what the protocol wants: {why}");

    private void Read()
    {
        Utf8JsonReader reader = new(_json.Span, new JsonReaderOptions { MaxDepth = MaxDepth });
        Span<int> open = stackalloc int[MaxDepth];
        int depth = 0;
        JsonText name = default;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    name = TextOf(ref reader);
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    _nodes[open[--depth]].End = _count;
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    open[depth++] = _count;
                    Add(reader.TokenType, ref name, default);
                    break;
                default:
                    Add(reader.TokenType, ref name, TextOf(ref reader));
                    break;
            }
        }
    }

    private void Add(JsonTokenType kind, ref JsonText name, JsonText text)
    {
        if (_count == MaxNodes)
            throw Malformed($"It has more than {MaxNodes} values.");
        if (_count == _nodes.Length)
            Grow();
        _nodes[_count++] = new JsonNode { Kind = kind, Name = name, Text = text, End = _count };
        name = default;
    }

    private void Grow()
    {
        JsonNode[] larger = ArrayPool<JsonNode>.Shared.Rent(_nodes.Length * 2);
        _nodes.AsSpan(0, _count).CopyTo(larger);
        ArrayPool<JsonNode>.Shared.Return(_nodes);
        _nodes = larger;
    }

    private static JsonText TextOf(ref Utf8JsonReader reader)
    {
        int quote = reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName ? 1 : 0;
        return new JsonText((int)reader.TokenStartIndex + quote, reader.ValueSpan.Length, reader.ValueIsEscaped);
    }

    /// <summary>Text without escapes is never longer, so that the buffer has room for all of it once.</summary>
    private ReadOnlyMemory<byte> Unescape(JsonText text)
    {
        Utf8JsonReader reader = new(_json.Span.Slice(text.Start - 1, text.Length + 2));
        reader.Read();
        _unescaped ??= ArrayPool<byte>.Shared.Rent(_json.Length);
        byte[] target = _unescaped;
        int start = _unescapedLength;
        if (target.Length - start < text.Length)
        {
            target = new byte[text.Length];
            start = 0;
        }

        int length;
        try
        {
            length = reader.CopyString(target.AsSpan(start));
        }
        catch (InvalidOperationException)
        {
            // The document is UTF-8, so only an escape like \ud800 alone can be what has no text.
            throw Malformed("A string has an escaped surrogate without its other half.");
        }

        if (ReferenceEquals(target, _unescaped))
            _unescapedLength += length;
        return target.AsMemory(start, length);
    }
}
