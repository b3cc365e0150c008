namespace QueueService.Access.Policies;

/// <summary>What the actions are called in policies and logs.</summary>
public static class ActionWords
{
    private static readonly (string Word, AccessActions Action)[] Words =
    [
        ("send", AccessActions.Send),
        ("receive", AccessActions.Receive),
        ("peek", AccessActions.Peek),
        ("manage", AccessActions.Manage),
        ("purge", AccessActions.Purge),
        ("redrive", AccessActions.Redrive),
        ("keys", AccessActions.Keys),
        ("metrics", AccessActions.Metrics),
        ("audit", AccessActions.Audit),
    ];

    /// <summary>All words, for a refusal.</summary>
    public static string Listed { get; } = string.Join(", ", Words.Select(entry => entry.Word));

    /// <summary>The action of a word; none if there is no such word.</summary>
    public static AccessActions Parse(string word) =>
        Array.Find(Words, entry => string.Equals(entry.Word, word, StringComparison.Ordinal)).Action;

    /// <summary>The words of all that is in a set of actions.</summary>
    public static IReadOnlyList<string> Of(AccessActions actions) =>
        [.. Words.Where(entry => (actions & entry.Action) != AccessActions.None).Select(entry => entry.Word)];

    /// <summary>The word of one action.</summary>
    public static string WordOf(AccessActions action) => string.Join('+', Of(action));
}
