using Microsoft.Extensions.Primitives;

namespace QueueService.Tests.FunctionsHost;

/// <summary>What the host keeps to itself: its own paths, and preflights of browsers.</summary>
internal static class HostPaths
{
    private const int MaxUrlLength = 8192;
    private const int MaxQueryLength = 4096;

    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        HttpRequest request = context.Request;
        int query = request.QueryString.Value?.Length ?? 0;
        if (query > MaxQueryLength || (request.Path.Value?.Length ?? 0) + query > MaxUrlLength)
            return EndAsync(context, StatusCodes.Status414UriTooLong);
        if (request.Path.StartsWithSegments("/admin", StringComparison.OrdinalIgnoreCase)
            || request.Path.StartsWithSegments("/runtime", StringComparison.OrdinalIgnoreCase))
            return EndAsync(context, StatusCodes.Status404NotFound);
        bool isPreflight = HttpMethods.IsOptions(request.Method)
            && !StringValues.IsNullOrEmpty(request.Headers.Origin)
            && !StringValues.IsNullOrEmpty(request.Headers.AccessControlRequestMethod);
        return isPreflight ? EndAsync(context, StatusCodes.Status204NoContent) : next(context);
    }

    private static Task EndAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
