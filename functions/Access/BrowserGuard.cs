using System.Net;
using QueueService.Access;

namespace QueueService.Functions.Access;

/// <summary>
/// Keeps web pages of others from using what a browser may do without showing a key: a service on this machine that
/// asks for none, or a cookie. Programs that are no browsers send none of these headers.
/// </summary>
internal static class BrowserGuard
{
    private const string FetchSite = "Sec-Fetch-Site";

    /// <summary>
    /// While access control is off: the page must be of this machine too, and it must not have come here by a name of
    /// its own that it made point to this machine.
    /// </summary>
    public static void CheckLocal(HttpRequest request, IReadOnlyCollection<string> origins)
    {
        string? origin = request.Headers.Origin;
        string? site = request.Headers[FetchSite];
        if (origin is null && site is null)
            return;
        if (origin is not null && origins.Contains(origin, StringComparer.OrdinalIgnoreCase))
            return;
        bool isLocal = IsLoopback(request.Host.Host) && site is null or "same-origin" or "none"
            && (origin is null || (Uri.TryCreate(origin, UriKind.Absolute, out Uri? from) && IsLoopback(from.Host)));
        if (!isLocal)
            throw CrossSite();
    }

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

    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));
}
