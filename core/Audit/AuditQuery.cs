namespace QueueService.Audit;

/// <summary>Which entries are looked for: those of which all holds that is given.</summary>
public sealed record AuditQuery
{
    public string? Queue { get; init; }

    public string? Key { get; init; }

    /// <summary>Part of the action, such as <c>purge</c>.</summary>
    public string? Action { get; init; }

    /// <summary>Of this time, or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>1..1000.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>What the page before said; null for the first page.</summary>
    public string? Cursor { get; init; }

    internal bool IsMet(AuditEntry entry) =>
        (Queue is null || string.Equals(Queue, entry.Queue, StringComparison.Ordinal))
        && (Key is null || string.Equals(Key, entry.Key, StringComparison.Ordinal))
        && (Action is null || entry.Action.Contains(Action, StringComparison.OrdinalIgnoreCase))
        && (From is not { } from || entry.At >= from);
}
