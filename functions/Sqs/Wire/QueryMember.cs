namespace QueueService.Functions.Sqs.Wire;

/// <summary>A member of a request, and how the Query protocol writes it.</summary>
/// <param name="Key">What an entry of a map calls its key.</param>
/// <param name="Names">
/// By which names it may come: first the one that AWS documents, of one entry; then that of the member itself, as tools
/// write it that know only the JSON protocol.
/// </param>
/// <param name="Members">Those of a structure in it.</param>
internal sealed record QueryMember(QueryKind Kind, string[] Names, string Key, QueryMember[] Members)
{
    public static QueryMember Single(string name) => new(QueryKind.Single, [name], "", []);

    public static QueryMember List(string name, string queryName) => new(QueryKind.List, [queryName, name], "", []);

    public static QueryMember Map(string key, params string[] names) => new(QueryKind.Map, names, key, []);

    public static QueryMember Items(string queryName, params QueryMember[] members) =>
        new(QueryKind.Items, [queryName, "Entries"], "", members);

    public static QueryMember Structures(string name, string queryName, params QueryMember[] members) =>
        new(QueryKind.Structures, [queryName, name], "Name", members);

    /// <summary>An example of how it is written.</summary>
    public string Example => Kind switch
    {
        QueryKind.Single => Names[0],
        QueryKind.List => $"{Names[0]}.1",
        QueryKind.Map => $"{Names[0]}.1.{Key} and {Names[0]}.1.Value",
        QueryKind.Items => $"{Names[0]}.1.{Members[0].Names[0]}",
        QueryKind.Structures => $"{Names[0]}.1.{Key} and {Names[0]}.1.Value.{Members[0].Names[0]}",
        _ => throw new InvalidOperationException($"No member is a {Kind}."),
    };

    public bool Has(string name) => Names.Contains(name, StringComparer.Ordinal);
}
