using System.Text;
using QueueService.Partitions.Messages;

namespace QueueService.Exchanges.Matching;

/// <summary>
/// A value that an attribute is compared with, by type and value. A number has one spelling here however it was
/// written, so that <c>1</c> is <c>1.0</c>; it is a decimal number and never rounded.
/// </summary>
public readonly record struct ConditionValue : IComparable<ConditionValue>
{
    private ConditionValue(AttributeKind kind, string text)
    {
        Kind = kind;
        Text = text;
    }

    /// <summary>Any but <c>Binary</c>.</summary>
    public AttributeKind Kind { get; }

    /// <summary>A number is one of JSON; a boolean is <c>true</c> or <c>false</c>.</summary>
    public string Text { get; }

    public static ConditionValue Of(string text) => new(AttributeKind.Text, text);

    public static ConditionValue Of(bool value) => new(AttributeKind.Boolean, value ? "true" : "false");

    /// <summary>
    /// A number from its decimal text. Throws <see cref="BrokerException"/> with <c>InvalidBinding</c> if it is none,
    /// or one that is out of bounds.
    /// </summary>
    public static ConditionValue OfNumber(string text) => TryNumber(text, out ConditionValue value)
        ? value
        : throw new BrokerException(
            BrokerErrorCode.InvalidBinding,
            $"A number of a condition has at most {Limits.MaxConditionDigits} significant digits and lies between "
            + $"10^-{Limits.MaxConditionExponent} and 10^{Limits.MaxConditionExponent} in size.");

    internal static bool TryNumber(string text, out ConditionValue value)
    {
        Span<byte> canonical = stackalloc byte[DecimalText.MaxBytes];
        int length = DecimalText.Canonical(Encoding.UTF8.GetBytes(text), canonical);
        value = new ConditionValue(AttributeKind.Number, Encoding.ASCII.GetString(canonical[..length]));
        return length > 0;
    }

    /// <summary>By type, then ordinal.</summary>
    public int CompareTo(ConditionValue other)
    {
        int order = Kind.CompareTo(other.Kind);
        return order != 0 ? order : string.CompareOrdinal(Text, other.Text);
    }

    public override string ToString() => $"{Kind} '{Text}'";
}
