using Microsoft.Extensions.Primitives;

namespace QueueService.Functions.Access;

/// <summary>
/// What every answer says to browsers: it is data, not a page, and not to be kept. A page sets its own policy.
/// </summary>
internal static class SecurityHeaders
{
    private static readonly StringValues NoSniff = "nosniff";
    private static readonly StringValues NoStore = "no-store";
    private static readonly StringValues NoContent = "default-src 'none'; frame-ancestors 'none'";
    private static readonly StringValues OneYear = "max-age=31536000";

    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        Set(context);
        return next(context);
    }

    public static void Set(HttpContext context)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.XContentTypeOptions = NoSniff;
        headers.CacheControl = NoStore;
        headers.ContentSecurityPolicy = NoContent;
        if (context.Request.IsHttps)
            headers.StrictTransportSecurity = OneYear;
    }
}
