namespace QueueService.Exchanges.Matching;

/// <summary>What a binding asks of one attribute. Conditions of the same content are equal.</summary>
public sealed class Condition : IEquatable<Condition>
{
    private Condition(string name, ConditionKind kind, ConditionValue[] values)
    {
        Name = name;
        Kind = kind;
        Values = values;
    }

    /// <summary>Of the attribute.</summary>
    public string Name { get; }

    public ConditionKind Kind { get; }

    /// <summary>
    /// One for <c>Equal</c>, the text for <c>Prefix</c>, none for <c>Present</c> and <c>Absent</c>. Those of
    /// <c>AnyOf</c> are distinct and in order, since it does not matter how they were listed.
    /// </summary>
    public IReadOnlyList<ConditionValue> Values { get; }

    public static Condition Equal(string name, ConditionValue value) => new(name, ConditionKind.Equal, [value]);

    public static Condition AnyOf(string name, IEnumerable<ConditionValue> values) =>
        new(name, ConditionKind.AnyOf, [.. values.Distinct().Order()]);

    public static Condition Prefix(string name, string text) =>
        new(name, ConditionKind.Prefix, [ConditionValue.Of(text)]);

    public static Condition Exists(string name, bool isPresent) =>
        new(name, isPresent ? ConditionKind.Present : ConditionKind.Absent, []);

    public bool Equals(Condition? other) => other is not null
        && Kind == other.Kind
        && string.Equals(Name, other.Name, StringComparison.Ordinal)
        && Values.SequenceEqual(other.Values);

    public override bool Equals(object? obj) => Equals(obj as Condition);

    public override int GetHashCode() => HashCode.Combine(Name, Kind, Values.Count);
}
