using System.Globalization;

namespace QueueService.Audit;

/// <summary>The place of an entry among all: the newest first.</summary>
/// <param name="At">In milliseconds since 1970.</param>
/// <param name="Instance">The instance that wrote it.</param>
/// <param name="Number">Counts the entries of the instance.</param>
internal readonly record struct AuditPlace(long At, ulong Instance, long Number) : IComparable<AuditPlace>
{
    private const long Hour = 3_600_000;

    /// <summary>Before all.</summary>
    public static readonly AuditPlace First = new(long.MaxValue, 0, long.MaxValue);

    public long HourNumber => At / Hour;

    /// <summary>Counts the hours since 1970.</summary>
    public static long HourOf(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / Hour;

    /// <summary>Behind all entries of an hour.</summary>
    public static AuditPlace Behind(long hour) => new(hour * Hour, ulong.MaxValue, 0);

    public int CompareTo(AuditPlace other)
    {
        int byTime = other.At.CompareTo(At);
        if (byTime != 0)
            return byTime;
        int byInstance = Instance.CompareTo(other.Instance);
        return byInstance != 0 ? byInstance : other.Number.CompareTo(Number);
    }

    /// <summary>Throws <c>InvalidCursor</c>.</summary>
    public static AuditPlace Parse(string? cursor)
    {
        if (cursor is null)
            return First;
        string[] parts = cursor.Split('.');
        return parts.Length == 3
            && long.TryParse(parts[0], NumberStyles.None, null, out long at)
            && ulong.TryParse(parts[1], NumberStyles.AllowHexSpecifier, null, out ulong instance)
            && long.TryParse(parts[2], NumberStyles.None, null, out long number)
            ? new AuditPlace(at, instance, number)
            : throw new BrokerException(BrokerErrorCode.InvalidCursor, "cursor must be one that a listing answered.");
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At}.{Instance:x16}.{Number}");
}
