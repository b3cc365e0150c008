using System.Globalization;
using System.Text;
using QueueService.Functions.Sqs.Errors;

namespace QueueService.Functions.Sqs.Wire;

/// <summary>
/// A request of the AWS Query protocol: flat names such as <c>Entry.1.Body</c>, whose indexes begin at 1, may have
/// gaps, and are sorted as numbers.
/// </summary>
/// <param name="prefix">What the names of this structure begin with.</param>
internal sealed class QueryInput(IReadOnlyDictionary<string, string> parameters, string prefix = "") : ISqsInput
{
    public string? Text(string name)
    {
        string? text = parameters.GetValueOrDefault(prefix + name);
        if (text is not null)
            TextLengths.Check(name, text.Length);
        return text;
    }

    public bool TryGetUtf8(string name, out ReadOnlyMemory<byte> utf8)
    {
        string? text = parameters.GetValueOrDefault(prefix + name);
        utf8 = text is null ? default : Encoding.UTF8.GetBytes(text);
        return text is not null;
    }

    public long? Number(string name)
    {
        if (Text(name) is not { Length: > 0 } text)
            return null;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw SqsException.Invalid(text, name, "Must be an integer.");
    }

    public byte[]? Blob(string name)
    {
        if (parameters.GetValueOrDefault(prefix + name) is not { } text)
            return null;
        TextLengths.Check(name, text.Length, TextLengths.Blob);
        byte[] bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out int length)
            ? bytes[..length]
            : throw SqsException.Invalid($"{name} must be base64 text.");
    }

    public IReadOnlyList<string> Texts(string name, string queryName)
    {
        List<string> texts = [.. Indexes(queryName).Select(index => Text($"{queryName}.{index}")).OfType<string>()];
        if (texts.Count == 0 && Text(queryName) is { Length: > 0 } bare)
            texts.Add(bare);
        return texts;
    }

    public IReadOnlyList<KeyValuePair<string, string>>? Map(string name, string queryName, string queryKey)
    {
        KeyValuePair<string, string>[] map =
        [
            .. Indexes(queryName).Select(index => KeyValuePair.Create(
                Needed($"{queryName}.{index}.{queryKey}"),
                Text($"{queryName}.{index}.Value") ?? "")),
        ];
        return map.Length > 0 ? map : null;
    }

    public IReadOnlyList<ISqsInput>? Items(string name, string queryName)
    {
        ISqsInput[] items =
        [
            .. Indexes(queryName).Select(index => new QueryInput(parameters, $"{prefix}{queryName}.{index}.")),
        ];
        return items.Length > 0 || Text(queryName) is not null ? items : null;
    }

    public IReadOnlyList<KeyValuePair<string, ISqsInput>> Structures(string name, string queryName) =>
    [
        .. Indexes(queryName).Select(index => KeyValuePair.Create<string, ISqsInput>(
            Needed($"{queryName}.{index}.Name"),
            new QueryInput(parameters, $"{prefix}{queryName}.{index}.Value."))),
    ];

    private string Needed(string name)
    {
        string text = Text(name) ?? throw SqsException.Missing(name);
        TextLengths.Check(name, text.Length, TextLengths.Name);
        return text;
    }

    private SortedSet<int> Indexes(string queryName)
    {
        string start = $"{prefix}{queryName}.";
        SortedSet<int> indexes = [];
        foreach (string name in parameters.Keys)
        {
            if (!name.StartsWith(start, StringComparison.Ordinal))
                continue;
            ReadOnlySpan<char> rest = name.AsSpan(start.Length);
            int dot = rest.IndexOf('.');
            ReadOnlySpan<char> digits = dot < 0 ? rest : rest[..dot];
            if (int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int index))
                indexes.Add(index);
        }

        return indexes;
    }
}
