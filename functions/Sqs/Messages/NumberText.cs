using System.Globalization;

namespace QueueService.Functions.Sqs.Messages;

/// <summary>Numbers as text: kept as they came, so only their form is looked at.</summary>
internal static class NumberText
{
    private const int MaxDigits = 38;
    private const int LeastExponent = -128;
    private const int LargestExponent = 126;

    /// <summary>
    /// A decimal number with up to 38 digits of precision, between 10^-128 and 10^126 in size: what SQS takes.
    /// </summary>
    public static bool IsNumber(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> rest = text.Trim(" "u8);
        if (rest.Length > 0 && rest[0] is (byte)'+' or (byte)'-')
            rest = rest[1..];
        int exponent = 0;
        int mark = rest.IndexOfAny((byte)'e', (byte)'E');
        if (mark >= 0)
        {
            if (!int.TryParse(rest[(mark + 1)..], NumberStyles.AllowLeadingSign, null, out exponent))
                return false;
            rest = rest[..mark];
        }

        int dot = rest.IndexOf((byte)'.');
        ReadOnlySpan<byte> whole = dot < 0 ? rest : rest[..dot];
        ReadOnlySpan<byte> fraction = dot < 0 ? [] : rest[(dot + 1)..];
        if (whole.Length + fraction.Length == 0
            || whole.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            || fraction.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            return false;
        ReadOnlySpan<byte> significant = whole.TrimStart((byte)'0');
        int size = significant.Length > 0
            ? significant.Length + exponent
            : exponent - (fraction.Length - fraction.TrimStart((byte)'0').Length);
        bool isZero = significant.IsEmpty && fraction.TrimStart((byte)'0').IsEmpty;
        int digits = significant.Length > 0
            ? significant.Length + fraction.TrimEnd((byte)'0').Length
            : fraction.Trim((byte)'0').Length;
        return isZero || (digits <= MaxDigits && size >= LeastExponent && size <= LargestExponent + 1);
    }
}
