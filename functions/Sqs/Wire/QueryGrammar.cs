using QueueService.Functions.Sqs.Errors;

namespace QueueService.Functions.Sqs.Wire;

/// <summary>
/// Which parameters of the Query protocol are understood. Lists and maps have an index or, of one entry, none. What
/// begins like one of them and cannot be read is refused: left out, it would be lost without a word. Other names are
/// ignored, as by AWS.
/// </summary>
internal static class QueryGrammar
{
    private const int MaxIndexDigits = 9;
    private const int MostShown = 100;
    private const string Value = "Value";

    public static void Check(QueryMember[] members, IReadOnlyDictionary<string, string> parameters)
    {
        foreach ((string name, string value) in parameters)
        {
            if (Find(members, name, out ReadOnlySpan<char> rest) is { } member && Fits(member, rest, value))
                continue;
            if (Array.Find(members, like => IsLike(like, name)) is { } meant)
            {
                throw new SqsException(
                    SqsError.MalformedQueryString,
                    $"The parameter {Shown(name)} is not understood. Write it like {meant.Example}.");
            }
        }
    }

    /// <summary>As much of a name as an answer repeats.</summary>
    public static string Shown(string name) =>
        name.Length <= MostShown ? name : string.Concat(name.AsSpan(0, MostShown), "...");

    /// <summary>The index that begins a path, and what follows it; null if there is none.</summary>
    public static int? IndexOf(ReadOnlySpan<char> path, out ReadOnlySpan<char> rest)
    {
        int end = path.IndexOf('.');
        ReadOnlySpan<char> digits = end < 0 ? path : path[..end];
        rest = path;
        if (digits.IsEmpty || digits.Length > MaxIndexDigits || digits.ContainsAnyExceptInRange('0', '9')
            || (digits.Length > 1 && digits[0] == '0'))
            return null;
        rest = end < 0 ? [] : path[(end + 1)..];
        return int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>True if a path begins with a name; then what follows, without the dot between.</summary>
    public static bool Begins(ReadOnlySpan<char> path, string name, out ReadOnlySpan<char> rest)
    {
        bool begins = path.StartsWith(name, StringComparison.Ordinal)
            && (path.Length == name.Length || path[name.Length] == '.');
        rest = begins && path.Length > name.Length ? path[(name.Length + 1)..] : [];
        return begins;
    }

    private static QueryMember? Find(QueryMember[] members, ReadOnlySpan<char> path, out ReadOnlySpan<char> rest)
    {
        foreach (QueryMember member in members)
        {
            foreach (string name in member.Names)
            {
                if (Begins(path, name, out rest))
                    return member;
            }
        }

        rest = [];
        return null;
    }

    private static bool Fits(QueryMember member, ReadOnlySpan<char> rest, string value)
    {
        if (member.Kind == QueryKind.Single)
            return rest.IsEmpty;

        // A list without entries is an empty parameter of its name; so botocore writes it.
        if (rest.IsEmpty)
            return member.Kind == QueryKind.List || value.Length == 0;
        bool hasIndex = IndexOf(rest, out rest) is not null;
        return member.Kind switch
        {
            QueryKind.List => hasIndex && rest.IsEmpty,
            QueryKind.Map => rest.SequenceEqual(member.Key) || rest.SequenceEqual(Value),
            QueryKind.Structures => rest.SequenceEqual(member.Key)
                || (Begins(rest, Value, out rest) && IsMember(member, rest, value)),
            _ => IsMember(member, rest, value),
        };
    }

    private static bool IsMember(QueryMember parent, ReadOnlySpan<char> path, string value) =>
        Find(parent.Members, path, out ReadOnlySpan<char> rest) is { } member && Fits(member, rest, value);

    private static bool IsLike(QueryMember member, string name) => member.Kind == QueryKind.Single
        ? Begins(name, member.Names[0], out _)
        : Array.Exists(member.Names, known => name.StartsWith(known, StringComparison.OrdinalIgnoreCase));
}
