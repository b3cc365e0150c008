using System.Buffers;

namespace QueueService.Access.Policies;

/// <summary>
/// The exchanges that a statement is about: 1..80 characters of exchange names, <c>*</c> (any text, also none) and
/// <c>?</c> (any one character).
/// </summary>
public readonly record struct ExchangePattern
{
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.:*?");

    private readonly string? _value;

    private ExchangePattern(string value) => _value = value;

    /// <summary>All exchanges.</summary>
    public static ExchangePattern Everything { get; } = new("*");

    public string Value => _value ?? throw new InvalidOperationException("The pattern was never set.");

    public static bool TryParse(string? text, out ExchangePattern pattern)
    {
        bool isPattern = text is { Length: > 0 and <= Limits.MaxExchangeNameLength }
            && !text.AsSpan().ContainsAnyExcept(Allowed);
        pattern = isPattern ? new ExchangePattern(text!) : default;
        return isPattern;
    }

    /// <summary>Whether this is one of the exchanges.</summary>
    public bool Matches(string name) => Wildcards.Match(Value, name);

    /// <inheritdoc cref="QueuePattern.Covers"/>
    public bool Covers(ExchangePattern other) => Wildcards.Match(Value, other.Value);

    public override string ToString() => Value;
}
