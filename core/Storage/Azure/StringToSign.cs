using Azure.Core;

namespace QueueService.Storage.Azure;

/// <summary>
/// What the Shared Key schemes sign ("Authorize with Shared Key" in the storage services REST reference). The
/// request carries its date in x-ms-date.
/// </summary>
internal static class StringToSign
{
    /// <summary>The Table service, by the Shared Key Lite scheme: the date and the resource.</summary>
    public static string Table(string account, Request request) =>
        $"{Header(request, "x-ms-date")}\n{Resource(account, request.Uri.ToUri())}";

    /// <summary>
    /// The Blob service, by the full Shared Key scheme (the emulator does not know the lite one): the method, the
    /// content's headers, conditions (none here), all x-ms- headers in order of their names, and the resource.
    /// </summary>
    public static string Blob(string account, Request request)
    {
        var headers = request.Headers
            .Select(header => (Name: Lower(header.Name), header.Value))
            .Where(header => header.Name.StartsWith("x-ms-", StringComparison.Ordinal))
            .OrderBy(header => header.Name, StringComparer.Ordinal)
            .Select(header => $"{header.Name}:{header.Value.Trim()}\n");
        var length = request.Content is { } content && content.TryComputeLength(out var bytes) && bytes > 0
            ? $"{bytes}"
            : "";
        var type = Header(request, HttpHeader.Names.ContentType);

        // Encoding and language come before the length, MD5 between it and the type; then date, four conditions, range.
        return $"{request.Method}\n\n\n{length}\n\n{type}\n\n\n\n\n\n\n{string.Concat(headers)}"
            + Resource(account, request.Uri.ToUri());
    }

    private static string Resource(string account, Uri uri) => $"/{account}{uri.AbsolutePath}{Component(uri.Query)}";

    // Of the query, only the component (comp=...) is part of the resource.
    private static string Component(string query)
    {
        foreach (var parameter in query.TrimStart('?').Split('&'))
        {
            if (parameter.StartsWith("comp=", StringComparison.OrdinalIgnoreCase))
                return $"?{parameter}";
        }

        return "";
    }

    private static string Header(Request request, string name) =>
        request.Headers.TryGetValue(name, out var value) ? value ?? "" : "";

    private static string Lower(string name) => string.Create(
        name.Length, name, static (span, text) => text.AsSpan().ToLowerInvariant(span));
}
