using System.Globalization;
using System.Text.Json;

namespace QueueService.Functions.Rest.Json;

/// <summary>Times are RFC 3339 in UTC with milliseconds, the resolution of the engine.</summary>
internal static class JsonTime
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static void WriteTime(this Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTimeOffset time)
    {
        Span<byte> text = stackalloc byte[24];
        time.UtcDateTime.TryFormat(text, out int length, Format, CultureInfo.InvariantCulture);
        json.WriteString(name, text[..length]);
    }

    public static string ToText(DateTimeOffset time) =>
        time.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);
}
