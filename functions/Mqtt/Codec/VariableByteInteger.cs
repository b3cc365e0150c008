namespace QueueService.Functions.Mqtt.Codec;

/// <summary>Numbers of one to four bytes, seven bits each, the lowest first (MQTT 5.0, section 1.5.5).</summary>
internal static class VariableByteInteger
{
    public const int Max = 268_435_455;

    /// <summary>The bytes end within the number.</summary>
    public const int NeedsMore = 0;

    /// <summary>The number has a fifth byte, or a last one that adds nothing.</summary>
    public const int Malformed = -1;

    private const int MaxBytes = 4;

    /// <summary>
    /// How many bytes the number has, <see cref="NeedsMore"/> or <see cref="Malformed"/>. A fourth byte that asks for
    /// another is malformed already.
    /// </summary>
    public static int Read(ReadOnlySpan<byte> bytes, out int value)
    {
        value = 0;
        for (int n = 0; n < MaxBytes; n++)
        {
            if (n == bytes.Length)
                return NeedsMore;
            value |= (bytes[n] & 0x7F) << (7 * n);
            if (bytes[n] < 0x80)
                return n > 0 && bytes[n] == 0 ? Malformed : n + 1;
        }

        return Malformed;
    }

    /// <summary>How many bytes a number of 0 to <see cref="Max"/> takes.</summary>
    public static int Length(int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Max);
        return value switch { < 1 << 7 => 1, < 1 << 14 => 2, < 1 << 21 => 3, _ => 4 };
    }

    /// <summary>Writes a number of 0 to <see cref="Max"/>; the outcome is how many bytes it took.</summary>
    public static int Write(Span<byte> target, int value)
    {
        int length = Length(value);
        for (int n = 0; n < length - 1; n++, value >>= 7)
            target[n] = (byte)(value | 0x80);
        target[length - 1] = (byte)value;
        return length;
    }
}
