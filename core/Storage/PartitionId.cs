namespace QueueService.Storage;

/// <summary>
/// One partition of one incarnation of a queue. A queue that is deleted and created again has a new incarnation, so
/// nothing of the old one can be seen or written through the new one.
/// </summary>
/// <param name="Incarnation">Random, never reused.</param>
/// <param name="Index">0..63.</param>
public readonly record struct PartitionId(ulong Incarnation, int Index) : IComparable<PartitionId>
{
    public int CompareTo(PartitionId other)
    {
        int order = Incarnation.CompareTo(other.Incarnation);
        return order != 0 ? order : Index.CompareTo(other.Index);
    }

    /// <summary>The fixed-width name of the partition in stores: 16 hex digits, a dash, two decimal digits.</summary>
    public override string ToString() => $"{Incarnation:x16}-{Index:d2}";
}
