using System.Net;
using QueueService.Access;

namespace QueueService.Functions.Access;

/// <summary>
/// Keeps web pages of others out while access control is off, when everybody who can connect may do everything. Only
/// this machine can connect then; but a browser on it runs pages from anywhere, and a page can have the name that it
/// came from point to 127.0.0.1 afterwards. To the browser the service is then the page's own site, of which it says
/// nothing in a plain GET: the name in <c>Host</c> is all that gives it away.
/// </summary>
/// <param name="origins">From where web pages may call.</param>
/// <param name="publicUrl">By which address clients reach the service; null if none is set.</param>
internal sealed class LocalGuard(IReadOnlyCollection<string> origins, Uri? publicUrl)
{
    /// <summary>
    /// What containers call the machine that they run on; names below <c>.internal</c> cannot be had in the public DNS.
    /// </summary>
    private static readonly string[] NamesFromContainers = ["host.docker.internal", "host.containers.internal"];

    /// <summary>Refuses with <c>AccessDenied</c>.</summary>
    public void Check(HttpRequest request)
    {
        string? origin = request.Headers.Origin;
        if (origin is not null && origins.Contains(origin, StringComparer.OrdinalIgnoreCase))
            return;
        string? site = request.Headers[BrowserGuard.FetchSite];
        bool isOwnPage = site is null or "same-origin" or "none"
            && (origin is null || (Uri.TryCreate(origin, UriKind.Absolute, out Uri? from) && IsOurs(from.Host)));
        if (!isOwnPage)
            throw BrowserGuard.CrossSite();

        // Every browser names a host; what names none is none.
        if (request.Host.Host is { Length: > 0 } host && !IsOurs(host))
        {
            throw new AccessException(
                AccessErrorCode.AccessDenied,
                "The service asks for no key, and so answers only to names of this machine, such as localhost: a web "
                + "page could have had any other name point here. Set PublicUrl to the address that clients use.");
        }
    }

    private bool IsOurs(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.AsSpan().Trim("[]"), out IPAddress? address) && IPAddress.IsLoopback(address))
        || string.Equals(host, publicUrl?.Host, StringComparison.OrdinalIgnoreCase)
        || NamesFromContainers.Contains(host, StringComparer.OrdinalIgnoreCase);
}
