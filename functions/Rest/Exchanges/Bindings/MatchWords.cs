using QueueService.Exchanges.Matching;

namespace QueueService.Functions.Rest.Exchanges.Bindings;

/// <summary>How many conditions of a binding must be met, in words.</summary>
internal static class MatchWords
{
    public const string All = "all";
    public const string Any = "any";

    public static readonly IReadOnlyList<(string Word, MatchMode Value)> Modes =
        [(All, MatchMode.All), (Any, MatchMode.Any)];

    public static string Of(MatchMode mode) => mode == MatchMode.All ? All : Any;
}
