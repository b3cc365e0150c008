using QueueService.Access;

namespace QueueService.Functions.Access;

/// <summary>
/// Keeps web pages of others from using the cookie of a user, with what browsers say of the page that sends a request.
/// Programs that are no browsers send none of these headers.
/// </summary>
internal static class BrowserGuard
{
    public const string FetchSite = "Sec-Fetch-Site";

    /// <summary>Whether a browser says that the request comes from this site's own pages, or from its user.</summary>
    public static bool IsSameSite(HttpRequest request)
    {
        if (request.Headers[FetchSite].ToString() is { Length: > 0 } site)
            return site is "same-origin" or "none";
        return request.Headers.Origin.ToString() is not { Length: > 0 } origin
            ? HttpMethods.IsGet(request.Method) && !request.Query.ContainsKey("Action")
            : Uri.TryCreate(origin, UriKind.Absolute, out Uri? from)
                && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
    }

    public static AccessException CrossSite() => new(
        AccessErrorCode.AccessDenied,
        "A web page of another site has sent this. Name its origin in Cors:Origins, and have it show a key.");
}
