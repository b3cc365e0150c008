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

    public bool IsEverything => Wildcards.TakeEverything(Value);

    public static bool TryParse(string? text, out QueuePattern pattern)
    {
        bool isPattern = text is { Length: > 0 and <= Limits.MaxQueueNameLength }
            && !text.AsSpan().ContainsAnyExcept(Allowed);
        pattern = isPattern ? new QueuePattern(text!) : default;
        return isPattern;
    }

    /// <summary>Whether this is one of the queues.</summary>
    public bool Matches(string name) => IsEverything || Wildcards.Match(Value, name);

    /// <summary>
    /// Whether all queues of <paramref name="other"/> are among those of this pattern. May say no where it is so in a
    /// roundabout way, never yes where it is not.
    /// </summary>
    public bool Covers(QueuePattern other) => Wildcards.Match(Value, other.Value);

    public override string ToString() => Value;
}
