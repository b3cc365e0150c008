using QueueService.Partitions.Messages;

namespace QueueService.Queues.Peek;

/// <summary>Which messages are looked at, and how much of each.</summary>
public sealed record PeekQuery
{
    /// <summary>With <see cref="PeekOrder.Due"/>, <c>All</c> are those in flight and the delayed ones.</summary>
    public PeekState State { get; init; } = PeekState.Visible;

    public PeekOrder Order { get; init; } = PeekOrder.Oldest;

    /// <summary>
    /// Where the first page begins: with the messages that came to the queue at this time or later (from the newest on:
    /// or earlier); by due time: with those that are due then or later. Null: at the beginning. Pages behind the first
    /// go by their cursor.
    /// </summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>0..1048576: bodies are cut to so many bytes, text between two characters; null: not cut.</summary>
    public int? BodyBytes { get; init; }

    /// <summary>
    /// 1..100; 1..1000 where <see cref="BodyBytes"/> is at most <see cref="Limits.MaxPeekPreviewBytes"/>.
    /// </summary>
    public int Limit { get; init; } = 10;

    /// <summary>What the page before said; null for the first page.</summary>
    public string? Cursor { get; init; }

    /// <summary>
    /// How much is read at a time: what one part of an answer has, or more where little is shown of what was read.
    /// </summary>
    internal int BytesAhead =>
        BodyBytes <= Limits.MaxPeekPreviewBytes ? Limits.MaxFetchBytes : Limits.MaxAnswerPartBytes;

    /// <summary>Throws <c>InvalidRequest</c>.</summary>
    internal void Check()
    {
        if (Order == PeekOrder.Due && State is (PeekState.Visible or PeekState.Held))
            throw Invalid("order 'due' is of messages that come back: state must be inFlight, delayed or all.");
        if (BodyBytes is < 0 or > Limits.MaxMessageBytes)
            throw Invalid($"bodyBytes must be between 0 and {Limits.MaxMessageBytes}.");
        int most = MaxLimit(BodyBytes);
        if (Limit < 1 || Limit > most)
        {
            throw Invalid(
                $"limit must be between 1 and {most}. With bodyBytes of at most {Limits.MaxPeekPreviewBytes} it may be "
                + $"up to {Limits.MaxPageSize}.");
        }
    }

    /// <summary>How many messages a page may have.</summary>
    public static int MaxLimit(int? bodyBytes) =>
        bodyBytes <= Limits.MaxPeekPreviewBytes ? Limits.MaxPageSize : Limits.MaxPeekPageSize;

    private static BrokerException Invalid(string detail) => new(BrokerErrorCode.InvalidRequest, detail);
}
