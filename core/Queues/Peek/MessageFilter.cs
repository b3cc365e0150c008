using System.Text;
using QueueService.Partitions.Messages;

namespace QueueService.Queues.Peek;

/// <summary>Which messages are meant: those of which all holds that is given.</summary>
public sealed record MessageFilter
{
    /// <summary>The words that a dead letter's reason may be.</summary>
    public static readonly IReadOnlyList<string> Reasons = ["maxReceiveCount", "rejected", "expired", "maxLength"];

    /// <summary>Bytes of UTF-8 that are somewhere in the body, exactly so.</summary>
    public string? Text { get; init; }

    /// <summary>
    /// Attributes with these values. Text is that of an attribute of text or number; a number is that of one which was
    /// sent with the same digits.
    /// </summary>
    public IReadOnlyList<MessageAttribute> Attributes { get; init; } = [];

    public string? GroupId { get; init; }

    /// <summary>The queue that a dead letter came from.</summary>
    public QueueName? SourceQueue { get; init; }

    /// <summary>Of <see cref="Reasons"/>.</summary>
    public string? Reason { get; init; }

    /// <summary>What was said of a dead letter, exactly so.</summary>
    public string? Detail { get; init; }

    /// <summary>0 or more.</summary>
    public int? MinReceiveCount { get; init; }

    /// <summary>At this time or later a message became a dead letter; one that is none was enqueued then.</summary>
    public DateTimeOffset? After { get; init; }

    /// <summary>The same, before this time.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>True if it leaves out no message.</summary>
    public bool IsEmpty => this is
    {
        Text: null, Attributes.Count: 0, GroupId: null, SourceQueue: null, Reason: null, Detail: null,
        MinReceiveCount: null, After: null, Before: null,
    };

    /// <summary>Records do not compare what their lists hold.</summary>
    internal static bool IsSame(MessageFilter? left, MessageFilter? right)
    {
        if (left is null || right is null)
            return left is null && right is null;
        return (left with { Attributes = [] }) == (right with { Attributes = [] })
            && left.Attributes.Count == right.Attributes.Count
            && left.Attributes.Zip(right.Attributes).All(pair =>
                string.Equals(pair.First.Name, pair.Second.Name, StringComparison.Ordinal)
                && pair.First.Kind == pair.Second.Kind
                && pair.First.Value.Span.SequenceEqual(pair.Second.Value.Span));
    }

    /// <summary>Throws <c>InvalidRequest</c>.</summary>
    internal void Check()
    {
        if (Reason is not null && !Reasons.Contains(Reason, StringComparer.Ordinal))
            throw Invalid($"reason must be one of {string.Join(", ", Reasons)}.");
        if (MinReceiveCount < 0)
            throw Invalid("minReceiveCount must be 0 or more.");
        if (After >= Before)
            throw Invalid("after must be earlier than before.");
        if (Text is { Length: 0 } or { Length: > Limits.MaxFilterBytes })
            throw Invalid($"text must have 1 to {Limits.MaxFilterBytes} characters.");
        if (Bytes() > Limits.MaxFilterBytes)
            throw Invalid($"The filter has more than {Limits.MaxFilterBytes} bytes of text.");
    }

    private long Bytes() => BytesOf(Text) + BytesOf(GroupId) + BytesOf(Detail)
        + Attributes.Sum(attribute => (long)attribute.Name.Length + attribute.Value.Length);

    private static long BytesOf(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text);

    private static BrokerException Invalid(string detail) => new(BrokerErrorCode.InvalidRequest, detail);
}
