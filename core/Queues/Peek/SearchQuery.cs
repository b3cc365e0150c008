using QueueService.Partitions.Messages;

namespace QueueService.Queues.Peek;

/// <summary>What is looked for in a queue.</summary>
public sealed record SearchQuery
{
    public MessageFilter Filter { get; init; } = new();

    /// <inheritdoc cref="PeekQuery.State"/>
    public PeekState State { get; init; } = PeekState.Visible;

    public PeekOrder Order { get; init; } = PeekOrder.Oldest;

    /// <inheritdoc cref="PeekQuery.BodyBytes"/>
    public int? BodyBytes { get; init; }

    /// <summary>Null: nothing is counted.</summary>
    public GroupBy? GroupBy { get; init; }

    /// <summary>
    /// As of <see cref="PeekQuery.Limit"/>; the search ends with so many. Or 0: they are only counted, and the search
    /// goes on until it ends for another reason.
    /// </summary>
    public int Limit { get; init; } = 10;

    /// <summary>What the search before said; null to begin.</summary>
    public string? Cursor { get; init; }

    internal PeekQuery Look => new()
    {
        State = State,
        Order = Order,
        BodyBytes = BodyBytes,
        Limit = Math.Max(1, Limit),
        Cursor = Cursor,
    };

    /// <summary>Throws <c>InvalidRequest</c>.</summary>
    internal void Check()
    {
        Filter.Check();
        if (Limit < 0)
            throw new BrokerException(BrokerErrorCode.InvalidRequest, "limit must be 0 or more.");
        Look.Check();
    }
}
