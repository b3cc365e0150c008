using System.Buffers;

namespace QueueService;

/// <summary>
/// The name of a queue: 1..80 characters of <c>A-Z a-z 0-9 _ -</c>; that of a FIFO queue ends in <c>.fifo</c>, which
/// counts among the 80. Names are case-sensitive.
/// </summary>
public readonly record struct QueueName
{
    public const string FifoSuffix = ".fifo";

    private const string StemCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

    private static readonly SearchValues<char> OfStem = SearchValues.Create(StemCharacters);
    private static readonly SearchValues<char> OfName = SearchValues.Create(StemCharacters + ".");

    private readonly string? _value;

    private QueueName(string value) => _value = value;

    public string Value => _value ?? throw new InvalidOperationException("The queue name was never set.");

    public bool IsFifo => Value.EndsWith(FifoSuffix, StringComparison.Ordinal);

    public static bool TryParse(string? text, out QueueName name)
    {
        name = default;
        if (text is null || text.Length is 0 or > Limits.MaxQueueNameLength)
            return false;
        ReadOnlySpan<char> stem = text.EndsWith(FifoSuffix, StringComparison.Ordinal)
            ? text.AsSpan(0, text.Length - FifoSuffix.Length)
            : text;
        if (stem.IsEmpty || stem.ContainsAnyExcept(OfStem))
            return false;
        name = new QueueName(text);
        return true;
    }

    /// <summary>False if no name begins with this text; a listing by it is empty then.</summary>
    internal static bool MayBeginWith(string prefix) =>
        prefix.Length <= Limits.MaxQueueNameLength && !prefix.AsSpan().ContainsAnyExcept(OfName);

    /// <summary>Parses a name; throws <see cref="BrokerException"/> with <c>InvalidQueueName</c>.</summary>
    public static QueueName Parse(string? text) => TryParse(text, out QueueName name)
        ? name
        : throw new BrokerException(
            BrokerErrorCode.InvalidQueueName,
            $"A queue name has 1 to {Limits.MaxQueueNameLength} characters of A-Z, a-z, 0-9, '_' and '-'; a FIFO "
            + "queue's name ends in '.fifo'.");

    public override string ToString() => Value;
}
