namespace QueueService.Exchanges.Matching;

/// <summary>
/// What a binding asks of the attributes of a message, beside its key. Those of the same content are equal.
/// </summary>
public sealed class BindingMatch(MatchMode mode, IEnumerable<Condition> conditions) : IEquatable<BindingMatch>
{
    public MatchMode Mode { get; } = mode;

    /// <summary>By name; each name once.</summary>
    public IReadOnlyList<Condition> Conditions { get; } =
        [.. conditions.OrderBy(condition => condition.Name, StringComparer.Ordinal)];

    public bool Equals(BindingMatch? other) =>
        other is not null && Mode == other.Mode && Conditions.SequenceEqual(other.Conditions);

    public override bool Equals(object? obj) => Equals(obj as BindingMatch);

    public override int GetHashCode() => HashCode.Combine(Mode, Conditions.Count);
}
