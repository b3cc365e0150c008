using System.Buffers;
using System.Globalization;
using System.Text;
using QueueService.Functions.Rest.Problems;
using QueueService.Functions.Sqs.Errors;

namespace QueueService.Functions.Sqs.Messages;

/// <summary>Rules of SQS for the parts of a message, in its words.</summary>
internal static class MessageRules
{
    public const int MaxMessageAttributes = 10;

    private const string AllowedSet =
        "the set of allowed characters is #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF]";

    /// <summary>Everything below a space but tab, line feed and carriage return, and the two non-characters.</summary>
    private static readonly SearchValues<char> Illegal = SearchValues.Create(
    [
        .. Enumerable.Range(0, 0x20).Select(code => (char)code).Where(code => code is not ('\t' or '\n' or '\r')),
        '\uFFFE',
        '\uFFFF',
    ]);

    /// <summary>What most bodies are made of, and nothing more has to be asked about.</summary>
    private static readonly SearchValues<byte> LegalAscii =
        SearchValues.Create([9, 10, 13, .. Enumerable.Range(0x20, 0x60).Select(code => (byte)code)]);

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The UTF-8 of U+FFFE and U+FFFF begins so, else only that of U+FFC0 to U+FFFD.</summary>
    private static ReadOnlySpan<byte> NonCharacters => [0xEF, 0xBF];

    /// <summary>Refuses a body with characters that SQS does not take.</summary>
    public static void CheckBody(ReadOnlySpan<byte> body)
    {
        if (body.ContainsAnyExcept(LegalAscii) && IllegalIn(body) is { } illegal)
        {
            throw new SqsException(
                SqsError.InvalidMessageContents,
                $"Invalid binary character '{illegal}' was found in the message body, {AllowedSet}");
        }
    }

    public static byte[] AttributeText(string name, string value)
    {
        if (IllegalIn(value) is { } illegal)
        {
            throw SqsException.Invalid(
                $"Invalid binary character '{illegal}' was found in the message attribute '{Quoted.Of(name)}' value, "
                + AllowedSet);
        }

        return Strict.GetBytes(value);
    }

    /// <summary>Refuses an id of a message group or for deduplication that SQS would not take.</summary>
    public static string? Id(string? value, string parameter) =>
        value is null || (value.Length is >= 1 and <= Limits.MaxGroupIdLength
            && !value.AsSpan().ContainsAnyExceptInRange('!', '~'))
            ? value
            : throw SqsException.Invalid(
                value,
                parameter,
                $"{parameter} can only include alphanumeric and punctuation characters. 1 to 128 in length.");

    public static TimeSpan? Delay(long? seconds, bool isFifo)
    {
        if (seconds is not { } delay)
            return null;
        if (delay < 0 || delay > (long)Limits.MaxDelay.TotalSeconds)
            throw SqsException.Invalid(delay, "DelaySeconds", "DelaySeconds must be >= 0 and <= 900.");
        if (!isFifo)
            return TimeSpan.FromSeconds(delay);
        return delay == 0
            ? null
            : throw SqsException.Invalid(
                delay, "DelaySeconds", "The request include parameter that is not valid for this queue type.");
    }

    private static string? IllegalIn(ReadOnlySpan<byte> utf8)
    {
        bool mayHave = utf8.ContainsAnyInRange<byte>(0, 0x1F) || utf8.IndexOf(NonCharacters) >= 0;
        return mayHave ? IllegalIn(Strict.GetString(utf8)) : null;
    }

    private static string? IllegalIn(string text)
    {
        int at = text.AsSpan().IndexOfAny(Illegal);
        return at < 0 ? null : string.Create(CultureInfo.InvariantCulture, $"#x{(int)text[at]:X}");
    }
}
