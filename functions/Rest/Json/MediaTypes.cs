using System.Text.Unicode;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using QueueService.Functions.Rest.Problems;

namespace QueueService.Functions.Rest.Json;

/// <summary>What a Content-Type means for the body behind it.</summary>
internal static class MediaTypes
{
    public const string Json = "application/json";

    /// <summary>True for JSON in UTF-8; refuses JSON in another charset.</summary>
    public static bool IsJson(string? contentType)
    {
        if (contentType is null)
            return false;
        if (string.Equals(contentType, Json, StringComparison.OrdinalIgnoreCase))
            return true;
        MediaTypeHeaderValue type = Parse(contentType);
        if (!type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase))
            return false;
        return !type.Charset.HasValue || IsUtf8(type.Charset)
            ? true
            : throw Unsupported($"JSON is taken in UTF-8, not in '{Quoted.Of(type.Charset.ToString())}'.");
    }

    /// <summary>For calls that take nothing but JSON.</summary>
    public static void RequireJson(HttpRequest request)
    {
        if (request.ContentType is { Length: > 0 } contentType && !IsJson(contentType))
            throw Unsupported($"This call takes {Json}, not '{Quoted.Of(contentType)}'.");
    }

    /// <summary>True if a body of this type is text that can be shown in JSON as it is.</summary>
    public static bool IsText(string contentType, ReadOnlySpan<byte> body)
    {
        MediaTypeHeaderValue type = Parse(contentType);
        bool claimed = type.Charset.HasValue
            ? IsUtf8(type.Charset)
            : type.Type.Equals("text", StringComparison.OrdinalIgnoreCase)
                || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase)
                || type.Suffix.Equals("xml", StringComparison.OrdinalIgnoreCase)
                || type.MediaType.Equals("application/xml", StringComparison.OrdinalIgnoreCase);
        return claimed && Utf8.IsValid(body);
    }

    private static bool IsUtf8(StringSegment charset) =>
        HeaderUtilities.RemoveQuotes(charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase);

    private static MediaTypeHeaderValue Parse(string contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? type)
            ? type
            : throw Unsupported($"'{Quoted.Of(contentType)}' is not a media type.");

    private static ProblemException Unsupported(string detail) => new(new Problem(
        StatusCodes.Status415UnsupportedMediaType, ProblemCode.UnsupportedMediaType, detail));
}
