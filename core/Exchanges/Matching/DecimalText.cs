using System.Globalization;

namespace QueueService.Exchanges.Matching;

/// <summary>
/// Decimal numbers by value, without rounding: numbers of the same value have the same canonical text, which is that of
/// ECMAScript (ECMA-262, Number::toString) for as many digits as there are.
/// </summary>
internal static class DecimalText
{
    /// <summary>The longest canonical text: digits, sign, point, five zeros or an exponent.</summary>
    public const int MaxBytes = Limits.MaxConditionDigits + 16;

    /// <summary>Numbers up to this many digits before the point are written without an exponent.</summary>
    private const int PlainDigits = 21;

    private const int PlainZeros = 5;

    /// <summary>Larger than what the length of a text can make up for.</summary>
    private const long LargestExponent = 1L << 40;

    /// <summary>
    /// Writes the canonical text and returns its length; 0 if the text is no number or one that is out of bounds, which
    /// equals no number of a condition.
    /// </summary>
    /// <param name="text">A number as JSON or SQS has it: also with blanks around it, and with a plus.</param>
    /// <param name="target">At least <see cref="MaxBytes"/>.</param>
    public static int Canonical(ReadOnlySpan<byte> text, Span<byte> target)
    {
        ReadOnlySpan<byte> rest = text.Trim((byte)' ');
        bool isNegative = rest.StartsWith("-"u8);
        if (isNegative || rest.StartsWith("+"u8))
            rest = rest[1..];
        long exponent = 0;
        int mark = rest.IndexOfAny((byte)'e', (byte)'E');
        if (mark >= 0)
        {
            if (!TryExponent(rest[(mark + 1)..], out exponent))
                return 0;
            rest = rest[..mark];
        }

        Span<byte> digits = stackalloc byte[Limits.MaxConditionDigits];
        if (!TryDigits(rest, digits, out int count, out int point))
            return 0;
        if (count == 0)
        {
            target[0] = (byte)'0';
            return 1;
        }

        // The value is 0.ddd × 10^exponent.
        exponent += point;
        if (Math.Abs(exponent - 1) > Limits.MaxConditionExponent)
            return 0;
        target[0] = (byte)'-';
        int sign = isNegative ? 1 : 0;
        return sign + Write(digits[..count], (int)exponent, target[sign..]);
    }

    private static bool TryExponent(ReadOnlySpan<byte> text, out long exponent)
    {
        exponent = 0;
        bool isNegative = text.StartsWith("-"u8);
        if (isNegative || text.StartsWith("+"u8))
            text = text[1..];
        if (text.IsEmpty || text.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            return false;
        foreach (byte digit in text)
            exponent = Math.Min((exponent * 10) + (digit - '0'), LargestExponent);
        if (isNegative)
            exponent = -exponent;
        return true;
    }

    /// <summary>
    /// The digits from the first to the last that is not zero, and how many places before or behind the point the first
    /// of them stands; false if it is no number, or has too many.
    /// </summary>
    private static bool TryDigits(ReadOnlySpan<byte> text, Span<byte> digits, out int count, out int point)
    {
        count = 0;
        point = 0;
        int dot = text.IndexOf((byte)'.');
        ReadOnlySpan<byte> whole = dot < 0 ? text : text[..dot];
        ReadOnlySpan<byte> fraction = dot < 0 ? [] : text[(dot + 1)..];
        if (whole.Length + fraction.Length == 0
            || whole.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            || fraction.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            return false;
        whole = whole.TrimStart((byte)'0');
        point = whole.Length;
        if (whole.IsEmpty)
        {
            ReadOnlySpan<byte> significant = fraction.TrimStart((byte)'0');
            point = significant.Length - fraction.Length;
            fraction = significant;
        }

        fraction = fraction.TrimEnd((byte)'0');
        if (fraction.IsEmpty)
            whole = whole.TrimEnd((byte)'0');
        count = whole.Length + fraction.Length;
        if (count > digits.Length)
            return false;
        whole.CopyTo(digits);
        fraction.CopyTo(digits[whole.Length..]);
        return true;
    }

    private static int Write(ReadOnlySpan<byte> digits, int exponent, Span<byte> target)
    {
        if (exponent is > 0 and <= PlainDigits)
            return WritePlain(digits, exponent, target);
        if (exponent is <= 0 and >= -PlainZeros)
        {
            "0."u8.CopyTo(target);
            target.Slice(2, -exponent).Fill((byte)'0');
            digits.CopyTo(target[(2 - exponent)..]);
            return 2 - exponent + digits.Length;
        }

        int length = WritePlain(digits, 1, target);
        target[length++] = (byte)'e';
        target[length++] = exponent > 0 ? (byte)'+' : (byte)'-';
        Math.Abs(exponent - 1).TryFormat(target[length..], out int written, default, CultureInfo.InvariantCulture);
        return length + written;
    }

    private static int WritePlain(ReadOnlySpan<byte> digits, int whole, Span<byte> target)
    {
        if (digits.Length <= whole)
        {
            digits.CopyTo(target);
            target[digits.Length..whole].Fill((byte)'0');
            return whole;
        }

        digits[..whole].CopyTo(target);
        target[whole] = (byte)'.';
        digits[whole..].CopyTo(target[(whole + 1)..]);
        return digits.Length + 1;
    }
}
