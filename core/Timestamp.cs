namespace QueueService;

/// <summary>A moment in milliseconds since 1970-01-01 UTC: the resolution of every rule of the engine.</summary>
public readonly record struct Timestamp(long UnixMilliseconds) : IComparable<Timestamp>
{
    public static Timestamp From(DateTimeOffset time) => new(time.ToUnixTimeMilliseconds());

    public DateTimeOffset ToDateTimeOffset() => DateTimeOffset.FromUnixTimeMilliseconds(UnixMilliseconds);

    public static Timestamp Max(Timestamp left, Timestamp right) => left > right ? left : right;

    public static Timestamp operator +(Timestamp time, TimeSpan span) =>
        new(time.UnixMilliseconds + (span.Ticks / TimeSpan.TicksPerMillisecond));

    public static TimeSpan operator -(Timestamp left, Timestamp right) =>
        TimeSpan.FromMilliseconds(left.UnixMilliseconds - right.UnixMilliseconds);

    public static bool operator <(Timestamp left, Timestamp right) => left.UnixMilliseconds < right.UnixMilliseconds;

    public static bool operator >(Timestamp left, Timestamp right) => left.UnixMilliseconds > right.UnixMilliseconds;

    public static bool operator <=(Timestamp left, Timestamp right) => left.UnixMilliseconds <= right.UnixMilliseconds;

    public static bool operator >=(Timestamp left, Timestamp right) => left.UnixMilliseconds >= right.UnixMilliseconds;

    public int CompareTo(Timestamp other) => UnixMilliseconds.CompareTo(other.UnixMilliseconds);
}
