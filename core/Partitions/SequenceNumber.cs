namespace QueueService.Partitions;

/// <summary>The place of a message in the order of its partition; the first message has 1.</summary>
internal readonly record struct SequenceNumber(long Value) : IComparable<SequenceNumber>
{
    public SequenceNumber Plus(int count) => new(Value + count);

    public int CompareTo(SequenceNumber other) => Value.CompareTo(other.Value);

    public static long operator -(SequenceNumber left, SequenceNumber right) => left.Value - right.Value;

    public static bool operator <(SequenceNumber left, SequenceNumber right) => left.Value < right.Value;

    public static bool operator >(SequenceNumber left, SequenceNumber right) => left.Value > right.Value;

    public static bool operator <=(SequenceNumber left, SequenceNumber right) => left.Value <= right.Value;

    public static bool operator >=(SequenceNumber left, SequenceNumber right) => left.Value >= right.Value;
}
