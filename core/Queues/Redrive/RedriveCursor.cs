using System.Globalization;

namespace QueueService.Queues.Redrive;

/// <summary>
/// The place of a redrive in a listing, the newest first: <c>milliseconds.taskId</c>, of when it started.
/// </summary>
internal readonly record struct RedriveCursor(long StartedAt, string TaskId) : IComparable<RedriveCursor>
{
    public static RedriveCursor Of(RedriveInfo redrive) =>
        new(redrive.StartedAt.ToUnixTimeMilliseconds(), redrive.TaskId);

    /// <summary>Throws <c>InvalidCursor</c>.</summary>
    public static RedriveCursor? Parse(string? text)
    {
        if (text is null)
            return null;
        int dot = text.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && long.TryParse(text.AsSpan(0, dot), NumberStyles.None, null, out long startedAt)
            ? new RedriveCursor(startedAt, text[(dot + 1)..])
            : throw new BrokerException(BrokerErrorCode.InvalidCursor, "cursor must be one that a listing answered.");
    }

    /// <summary>Below zero if this one is the older.</summary>
    public int CompareTo(RedriveCursor other)
    {
        int byTime = StartedAt.CompareTo(other.StartedAt);
        return byTime != 0 ? byTime : string.CompareOrdinal(TaskId, other.TaskId);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{StartedAt}.{TaskId}");
}
