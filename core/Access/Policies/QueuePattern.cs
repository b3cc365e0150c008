using System.Buffers;

namespace QueueService.Access.Policies;

/// <summary>
/// The queues that a statement is about: 1..80 characters of queue names, <c>.</c>, <c>*</c> (any text, also none) and
/// <c>?</c> (any one character).
/// </summary>
public readonly record struct QueuePattern
{
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.*?");

    private readonly string? _value;

    private QueuePattern(string value) => _value = value;

    /// <summary>All queues.</summary>
    public static QueuePattern Everything { get; } = new("*");

    public string Value => _value ?? throw new InvalidOperationException("The pattern was never set.");

    public bool IsEverything => Value.AsSpan().TrimStart('*').IsEmpty;

    public static bool TryParse(string? text, out QueuePattern pattern)
    {
        bool isPattern = text is { Length: > 0 and <= Limits.MaxQueueNameLength }
            && !text.AsSpan().ContainsAnyExcept(Allowed);
        pattern = isPattern ? new QueuePattern(text!) : default;
        return isPattern;
    }

    /// <summary>Whether this is one of the queues.</summary>
    public bool Matches(string name) => IsEverything || Matches(Value, name);

    /// <summary>
    /// Whether all queues of <paramref name="other"/> are among those of this pattern. May say no where it is so in a
    /// roundabout way, never yes where it is not.
    /// </summary>
    public bool Covers(QueuePattern other) => Matches(Value, other.Value);

    /// <summary>
    /// Goes back to the last star only, which is enough: the cost is bounded by the product of the lengths. A star in
    /// the text is matched by a star alone, and a question mark by both wildcards, which makes
    /// <see cref="Covers"/> right.
    /// </summary>
    private static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        int at = 0;
        int star = -1;
        int resume = 0;
        for (int n = 0; n < text.Length;)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                star = at++;
                resume = n;
            }
            else if (at < pattern.Length && (pattern[at] == text[n] || (pattern[at] == '?' && text[n] != '*')))
            {
                at++;
                n++;
            }
            else if (star >= 0)
            {
                at = star + 1;
                n = ++resume;
            }
            else
            {
                return false;
            }
        }

        return pattern[at..].TrimStart('*').IsEmpty;
    }

    public override string ToString() => Value;
}
