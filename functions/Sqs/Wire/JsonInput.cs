using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using QueueService.Functions.Sqs.Errors;

namespace QueueService.Functions.Sqs.Wire;

/// <summary>A structure of a request of the AWS JSON 1.0 protocol. Members that nobody asks for are ignored.</summary>
/// <param name="self">The number of its object in the tree.</param>
internal sealed class JsonInput(JsonTree tree, int self = 0) : ISqsInput
{
    public string? Text(string name) =>
        Find(name) is var node && node < 0 ? null : StringOf(node, name);

    public bool TryGetUtf8(string name, out ReadOnlyMemory<byte> utf8)
    {
        int node = Find(name);
        utf8 = node < 0 ? default : tree.Utf8Of(TextOf(node, name));
        return node >= 0;
    }

    public long? Number(string name)
    {
        int node = Find(name);
        if (node < 0)
            return null;
        JsonText text = tree[node].Kind == JsonTokenType.Number ? tree[node].Text : TextOf(node, name);
        TextLengths.Check(name, text.Length);
        return long.TryParse(
            tree.Utf8Of(text).Span, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
                ? number
                : throw Wrong(name, "a whole number");
    }

    public byte[]? Blob(string name)
    {
        int node = Find(name);
        if (node < 0)
            return null;
        JsonText sent = TextOf(node, name);
        TextLengths.Check(name, sent.Length, TextLengths.Blob);
        ReadOnlySpan<byte> text = tree.Utf8Of(sent).Span;
        if (!Base64.IsValid(text, out int length))
            throw Wrong(name, "base64 text");
        byte[] bytes = new byte[length];
        Base64.DecodeFromUtf8(text, bytes, out _, out _);
        return bytes;
    }

    public IReadOnlyList<string> Texts(string name)
    {
        int list = Find(name);
        if (list < 0)
            return [];
        Expect(list, JsonTokenType.StartArray, name, "a list");
        List<string> texts = [];
        for (int node = list + 1; node < tree[list].End; node = tree[node].End)
            texts.Add(StringOf(node, name));
        return texts;
    }

    public IReadOnlyList<KeyValuePair<string, string>>? Map(string name)
    {
        int map = Find(name);
        if (map < 0)
            return null;
        Expect(map, JsonTokenType.StartObject, name, "an object");
        List<KeyValuePair<string, string>> members = [];
        for (int node = map + 1; node < tree[map].End; node = tree[node].End)
            members.Add(new(NameOf(node, name), StringOf(node, name)));
        return members;
    }

    public IReadOnlyList<ISqsInput>? Items(string name)
    {
        int list = Find(name);
        if (list < 0)
            return null;
        Expect(list, JsonTokenType.StartArray, name, "a list");
        List<ISqsInput> items = [];
        for (int node = list + 1; node < tree[list].End; node = tree[node].End)
            items.Add(Structure(node, name));
        return items;
    }

    public IReadOnlyList<KeyValuePair<string, ISqsInput>> Structures(string name)
    {
        int map = Find(name);
        if (map < 0)
            return [];
        Expect(map, JsonTokenType.StartObject, name, "an object");
        List<KeyValuePair<string, ISqsInput>> members = [];
        for (int node = map + 1; node < tree[map].End; node = tree[node].End)
            members.Add(new(NameOf(node, name), Structure(node, name)));
        return members;
    }

    /// <summary>The number of a member; -1 if it is not there or null.</summary>
    private int Find(string name)
    {
        int node = tree.Find(self, name);
        return node < 0 || tree[node].Kind == JsonTokenType.Null ? -1 : node;
    }

    private JsonInput Structure(int node, string name)
    {
        Expect(node, JsonTokenType.StartObject, name, "an object");
        return new JsonInput(tree, node);
    }

    private string StringOf(int node, string name)
    {
        JsonText text = TextOf(node, name);
        TextLengths.Check(name, text.Length);
        return tree.StringOf(text);
    }

    /// <summary>The name of a member that the client has chosen.</summary>
    private string NameOf(int node, string map)
    {
        TextLengths.Check(map, tree[node].Name.Length, TextLengths.Name);
        return tree.StringOf(tree[node].Name);
    }

    private JsonText TextOf(int node, string name)
    {
        Expect(node, JsonTokenType.String, name, "a string");
        return tree[node].Text;
    }

    private void Expect(int node, JsonTokenType kind, string name, string wanted)
    {
        if (tree[node].Kind != kind)
            throw Wrong(name, wanted);
    }

    private static SqsException Wrong(string name, string wanted) =>
        new(SqsError.Serialization, $"{name} must be {wanted}.");
}
