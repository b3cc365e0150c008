using System.Globalization;
using System.Text;
using QueueService.Functions.Sqs.Errors;

namespace QueueService.Functions.Sqs.Wire;

/// <summary>
/// A request of the AWS Query protocol, or one structure in it: flat names such as <c>Entry.1.Body</c>, whose indexes
/// may have gaps and are sorted as numbers. What <see cref="QueryGrammar"/> refuses is not in it.
/// </summary>
/// <param name="members">Those that there can be.</param>
/// <param name="prefix">What the names of this structure begin with.</param>
internal sealed class QueryInput(
    IReadOnlyDictionary<string, string> parameters, QueryMember[] members, string prefix = "") : ISqsInput
{
    public string? Text(string name)
    {
        string? text = parameters.GetValueOrDefault(prefix + Member(name).Names[0]);
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

    public IReadOnlyList<string> Texts(string name)
    {
        QueryMember member = Member(name);
        IEnumerable<string> alone = member.Names.Select(known => prefix + known)
            .Where(known => parameters.GetValueOrDefault(known) is { Length: > 0 });
        return [.. alone.Concat(Places(member)).Select(place => parameters[place])];
    }

    public IReadOnlyList<KeyValuePair<string, string>>? Map(string name)
    {
        QueryMember member = Member(name);
        KeyValuePair<string, string>[] map =
        [
            .. Places(member).Select(place => KeyValuePair.Create(
                Needed(place, member.Key), parameters.GetValueOrDefault($"{place}.Value") ?? "")),
        ];
        return map.Length > 0 ? map : null;
    }

    public IReadOnlyList<ISqsInput>? Items(string name)
    {
        QueryMember member = Member(name);
        ISqsInput[] items =
            [.. Places(member).Select(place => new QueryInput(parameters, member.Members, $"{place}."))];
        return items.Length > 0 || Array.Exists(member.Names, known => parameters.ContainsKey(prefix + known))
            ? items
            : null;
    }

    public IReadOnlyList<KeyValuePair<string, ISqsInput>> Structures(string name)
    {
        QueryMember member = Member(name);
        return
        [
            .. Places(member).Select(place => KeyValuePair.Create<string, ISqsInput>(
                Needed(place, member.Key), new QueryInput(parameters, member.Members, $"{place}.Value."))),
        ];
    }

    private string Needed(string place, string key)
    {
        string name = $"{place}.{key}";
        string text = parameters.GetValueOrDefault(name) ?? throw SqsException.Missing(name[prefix.Length..]);
        TextLengths.Check(name[prefix.Length..], text.Length, TextLengths.Name);
        return text;
    }

    private QueryMember Member(string name) => Array.Find(members, member => member.Has(name))
        ?? throw new InvalidOperationException($"The request has no member {name}.");

    /// <summary>
    /// What the names of each entry of a list or map begin with: of those without an index first, then by index.
    /// </summary>
    private IEnumerable<string> Places(QueryMember member)
    {
        SortedSet<(int Index, int Name)> places = [];
        foreach (string parameter in parameters.Keys)
        {
            if (!parameter.StartsWith(prefix, StringComparison.Ordinal))
                continue;
            for (int name = 0; name < member.Names.Length; name++)
            {
                if (QueryGrammar.Begins(parameter.AsSpan(prefix.Length), member.Names[name], out var rest)
                    && !rest.IsEmpty)
                    places.Add((QueryGrammar.IndexOf(rest, out _) ?? -1, name));
            }
        }

        return places.Select(place => place.Index < 0
            ? prefix + member.Names[place.Name]
            : string.Create(CultureInfo.InvariantCulture, $"{prefix}{member.Names[place.Name]}.{place.Index}"));
    }
}
