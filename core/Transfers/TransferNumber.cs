namespace QueueService.Transfers;

/// <summary>
/// The place of an item among all that one partition has moved to another; the first has 1. The destination takes each
/// number once, which makes moves exactly-once.
/// </summary>
internal readonly record struct TransferNumber(long Value) : IComparable<TransferNumber>
{
    public TransferNumber Plus(int count) => new(Value + count);

    public int CompareTo(TransferNumber other) => Value.CompareTo(other.Value);

    public static bool operator <(TransferNumber left, TransferNumber right) => left.Value < right.Value;

    public static bool operator >(TransferNumber left, TransferNumber right) => left.Value > right.Value;

    public static bool operator <=(TransferNumber left, TransferNumber right) => left.Value <= right.Value;

    public static bool operator >=(TransferNumber left, TransferNumber right) => left.Value >= right.Value;
}
