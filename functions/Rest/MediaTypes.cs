using Microsoft.Net.Http.Headers;

namespace QueueService.Functions.Rest;

/// <summary>What the Content-Type of a request means.</summary>
internal static class MediaTypes
{
    private const string Json = "application/json";

    public static bool IsJson(string contentType)
    {
        if (string.Equals(contentType, Json, StringComparison.Ordinal))
            return true;
        return MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? type)
            && type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase)
            && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));
    }

    public static RestException NotJson() => new(
        StatusCodes.Status415UnsupportedMediaType,
        "UnsupportedMediaType",
        "The body must be application/json in UTF-8.");

    /// <summary>True for types whose content is text for people: those bodies are shown as strings, not as base64.</summary>
    public static bool IsText(string contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? type))
            return false;
        if (type.Charset.HasValue && !type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            return false;
        return type.Charset.HasValue
            || type.Type.Equals("text", StringComparison.OrdinalIgnoreCase)
            || type.SubTypeWithoutSuffix.Equals("xml", StringComparison.OrdinalIgnoreCase)
            || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase)
            || type.Suffix.Equals("xml", StringComparison.OrdinalIgnoreCase);
    }
}
