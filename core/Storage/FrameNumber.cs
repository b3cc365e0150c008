namespace QueueService.Storage;

/// <summary>
/// The position of a frame in the log of a partition: 1 for the first frame, 0 for "before the first".
/// </summary>
public readonly record struct FrameNumber(long Value) : IComparable<FrameNumber>
{
    public static readonly FrameNumber None;

    /// <summary>Behind any frame that there can be.</summary>
    public static readonly FrameNumber End = new(long.MaxValue);

    public FrameNumber Next => new(Value + 1);

    public int CompareTo(FrameNumber other) => Value.CompareTo(other.Value);

    public static bool operator <(FrameNumber left, FrameNumber right) => left.Value < right.Value;

    public static bool operator >(FrameNumber left, FrameNumber right) => left.Value > right.Value;

    public static bool operator <=(FrameNumber left, FrameNumber right) => left.Value <= right.Value;

    public static bool operator >=(FrameNumber left, FrameNumber right) => left.Value >= right.Value;

    public override string ToString() => Value.ToString("D", null);
}
