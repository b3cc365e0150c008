using QueueService.Functions.Hosting;

namespace QueueService.Functions.Access;

/// <summary>Reads from which origins web pages may call.</summary>
internal static class CorsReader
{
    /// <summary>Any origin; harmless, since a page must show a key that no browser keeps for it.</summary>
    public const string Any = "*";

    private const string Key = "Cors:Origins";

    public static IReadOnlyList<string> Read(IConfiguration configuration)
    {
        string[] origins = (configuration[Key] ?? "").Split(
            ';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return Array.Find(origins, origin => !IsOrigin(origin)) is not { } wrong
            ? origins
            : throw new OptionsException(
                $"{Key} is '{wrong}'; allowed are origins such as https://example.org, separated by ';', or * for all.");
    }

    private static bool IsOrigin(string text) => text is Any
        || (Uri.TryCreate(text, UriKind.Absolute, out Uri? url)
            && url.Scheme is "http" or "https"
            && string.Equals(url.GetLeftPart(UriPartial.Authority), text, StringComparison.OrdinalIgnoreCase));
}
