using System.Net;
using QueueService.Functions.Access;
using QueueService.Functions.Sqs;

namespace QueueService.Functions.Portal;

/// <summary>
/// Serves the portal to browsers, before everything else: it needs no key and no store, so that it is there while the
/// store is still being opened, and a page of another site may link to it. What it calls then asks for both.
/// </summary>
internal sealed class PortalEndpoint(PortalFiles files, PortalOptions options)
{
    public const string Address = "/portal/";

    private const string Index = "index.html";
    private const string EnvironmentFile = "environment.json";

    /// <remarks>Every call of the API passes through here, so it makes no state machine of its own.</remarks>
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        HttpRequest request = context.Request;
        string path = request.Path.Value ?? "";
        bool isReading = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        if (isReading && (path is "/portal" || (path is "/" && IsBrowser(request))))
            return Redirect(context);
        return path.StartsWith(Address, StringComparison.Ordinal) && isReading
            ? AnswerAsync(context, path[Address.Length..])
            : next(context);
    }

    /// <summary>By a relative address, which holds behind a proxy too.</summary>
    private static Task Redirect(HttpContext context)
    {
        SecurityHeaders.Set(context);
        context.Response.Headers.Vary = "Accept";
        context.Response.Redirect("portal/");
        return Task.CompletedTask;
    }

    /// <summary>Whoever asks for a page by name, and is no client of SQS that calls by GET.</summary>
    private static bool IsBrowser(HttpRequest request) =>
        HtmlAccept.IsIn(request) && !SqsRoutes.IsCall(request);

    private async Task AnswerAsync(HttpContext context, string path)
    {
        if (path is EnvironmentFile)
        {
            PortalHeaders.Set(context, isHashed: false);
            await context.Response.WriteAsJsonAsync(options, PortalContracts.Default.PortalOptions);
            return;
        }

        // A page has no dot in its address, but a name in it may.
        PortalFile? file = files.Find(path);
        if (file is null && IsOfFile(path))
        {
            SecurityHeaders.Set(context);
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        file ??= files.Find(Index);
        PortalHeaders.Set(context, file is { IsHashed: true });
        if (file is null)
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync(
                "<!doctype html><html lang=\"en\"><title>No portal</title><h1>No portal</h1><p>No portal: "
                + $"{WebUtility.HtmlEncode(files.WhyMissing)}</p></html>",
                context.RequestAborted);
            return;
        }

        await SendAsync(context, file);
    }

    /// <summary>Files are in the root or in their own folder; below that every address is one of a page.</summary>
    private static bool IsOfFile(string path) =>
        path.StartsWith("assets/", StringComparison.Ordinal)
        || (path.Contains('.', StringComparison.Ordinal) && !path.Contains('/', StringComparison.Ordinal));

    private static async Task SendAsync(HttpContext context, PortalFile file)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.ETag = file.ETag;
        if (context.Request.Headers.IfNoneMatch.Contains(file.ETag, StringComparer.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        string accepted = context.Request.Headers.AcceptEncoding.ToString();
        (byte[] content, string? encoding) =
            file.Brotli is { } brotli && Accepts(accepted, "br") ? (brotli, "br")
            : file.Gzip is { } gzip && Accepts(accepted, "gzip") ? (gzip, "gzip")
            : (file.Content, null);
        if (encoding is not null)
            headers.ContentEncoding = encoding;
        context.Response.ContentType = file.ContentType;
        context.Response.ContentLength = content.Length;
        if (HttpMethods.IsGet(context.Request.Method))
            await context.Response.Body.WriteAsync(content, context.RequestAborted);
    }

    /// <summary>Whether a list of encodings has this one, and does not refuse it by a weight of 0.</summary>
    private static bool Accepts(string list, string encoding) =>
        Array.Exists(list.Split(','), item => item.Split(';') is [{ } name, .. var weight]
            && name.Trim().Equals(encoding, StringComparison.OrdinalIgnoreCase)
            && !Array.Exists(weight, value => value.Trim() is "q=0" or "q=0.0" or "q=0.00" or "q=0.000"));
}
