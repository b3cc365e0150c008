namespace QueueService.Features;

/// <summary>
/// Which formats may be in a store. A store has one level; it only ever rises. What came with a level is written from
/// that level on, and is read by every program that knows the level.
/// </summary>
/// <param name="Value">1 or more. Each release that brings a new format takes the next number.</param>
public readonly record struct FeatureLevel(int Value) : IComparable<FeatureLevel>
{
    /// <summary>The formats of the first release.</summary>
    public static readonly FeatureLevel One = new(1);

    /// <summary>What came after the first release.</summary>
    public static readonly FeatureLevel Two = new(2);

    /// <summary>Messages that are edited, rejected and deleted one by one; totals.</summary>
    public static readonly FeatureLevel Three = new(3);

    /// <summary>Exchanges.</summary>
    public static readonly FeatureLevel Four = new(4);

    /// <summary>The level of a store that does not tell its own.</summary>
    public static readonly FeatureLevel Oldest = One;

    /// <summary>The highest level whose formats this program can read and write.</summary>
    public static readonly FeatureLevel Newest = Four;

    public int CompareTo(FeatureLevel other) => Value.CompareTo(other.Value);

    public static bool operator <(FeatureLevel left, FeatureLevel right) => left.Value < right.Value;

    public static bool operator >(FeatureLevel left, FeatureLevel right) => left.Value > right.Value;

    public static bool operator <=(FeatureLevel left, FeatureLevel right) => left.Value <= right.Value;

    public static bool operator >=(FeatureLevel left, FeatureLevel right) => left.Value >= right.Value;

    public override string ToString() => Value.ToString("D", null);
}
