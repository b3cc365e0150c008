using System.Globalization;
using System.Text.Json;

namespace QueueService.Functions.Rest.Json;

/// <summary>Times are RFC 3339 in UTC with milliseconds, the resolution of the engine.</summary>
internal static class JsonTime
{
    /// <summary>What is wrong with a text that is no time, for a refusal.</summary>
    public const string Allowed = "must be a time as in RFC 3339, such as 2030-01-31T00:00:00Z.";

    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private static readonly string[] Readable = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    public static void WriteTime(this Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTimeOffset time)
    {
        Span<byte> text = stackalloc byte[24];
        time.UtcDateTime.TryFormat(text, out int length, Format, CultureInfo.InvariantCulture);
        json.WriteString(name, text[..length]);
    }

    public static bool TryParse(string text, out DateTimeOffset time) => DateTimeOffset.TryParseExact(
        text,
        Readable,
        CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
        out time);

    public static string ToText(DateTimeOffset time) =>
        time.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);
}
