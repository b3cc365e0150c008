namespace QueueService.Functions.Portal;

/// <summary>Tells browsers from programs: these ask for anything or for JSON, and only browsers name HTML.</summary>
internal static class HtmlAccept
{
    private const string Html = "text/html";

    public static bool IsIn(HttpRequest request)
    {
        foreach (string? header in request.Headers.Accept)
        {
            if (Array.Exists((header ?? "").Split(','), IsHtml))
                return true;
        }

        return false;
    }

    private static bool IsHtml(string range)
    {
        string[] parts = range.Split(';', StringSplitOptions.TrimEntries);
        return parts[0].Trim().Equals(Html, StringComparison.OrdinalIgnoreCase)
            && !Array.Exists(parts, IsWeightOfNothing);
    }

    private static bool IsWeightOfNothing(string parameter) =>
        parameter.StartsWith("q=0", StringComparison.OrdinalIgnoreCase)
        && !parameter.AsSpan(3).ContainsAnyInRange('1', '9');
}
