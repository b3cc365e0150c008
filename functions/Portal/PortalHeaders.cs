using Microsoft.Extensions.Primitives;
using QueueService.Functions.Access;

namespace QueueService.Functions.Portal;

/// <summary>
/// What browsers are told about the portal's files: that they load from here alone, talk to here alone, run no script
/// of a message, and are shown in no frame.
/// </summary>
internal static class PortalHeaders
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
        + "trusted-types 'none'";

    private static readonly StringValues ContentSecurityPolicy = Policy;
    private static readonly StringValues NoReferrer = "no-referrer";
    private static readonly StringValues SameOrigin = "same-origin";
    private static readonly StringValues Encoding = "Accept-Encoding";
    private static readonly StringValues ForGood = "public, max-age=31536000, immutable";
    private static readonly StringValues AskAgain = "no-cache";

    public static void Set(HttpContext context, bool isHashed)
    {
        SecurityHeaders.Set(context);
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.CacheControl = isHashed ? ForGood : AskAgain;
        headers.Vary = Encoding;
        headers["Referrer-Policy"] = NoReferrer;
        headers["Cross-Origin-Opener-Policy"] = SameOrigin;
        headers["Cross-Origin-Resource-Policy"] = SameOrigin;
    }
}
