using System.Buffers.Text;

namespace QueueService.Storage.Azure;

/// <summary>
/// Looks at a storage connection string before the SDK does, which ignores what it does not know and calls the public
/// cloud where an address is missing. Errors name the part that is wrong and never show its value.
/// </summary>
internal static class ConnectionString
{
    private static readonly string[] KnownParts =
    [
        "UseDevelopmentStorage", "DevelopmentStorageProxyUri", "DefaultEndpointsProtocol", "AccountName", "AccountKey",
        "EndpointSuffix", "BlobEndpoint", "TableEndpoint", "QueueEndpoint", "FileEndpoint", "SharedAccessSignature",
        "BlobSecondaryEndpoint", "TableSecondaryEndpoint", "QueueSecondaryEndpoint", "FileSecondaryEndpoint",
    ];

    /// <exception cref="FormatException">The text is not a usable connection string; the message says why.</exception>
    public static void Check(string text)
    {
        var parts = Split(text);
        if (parts.TryGetValue("UseDevelopmentStorage", out var emulator))
        {
            if (!bool.TryParse(emulator, out var use) || !use)
                throw Invalid("UseDevelopmentStorage must be 'true' when it is present");
            return;
        }

        var hasKey = parts.TryGetValue("AccountKey", out var key);
        if (hasKey == parts.ContainsKey("SharedAccessSignature"))
            throw Invalid("it must have one of AccountKey and SharedAccessSignature");
        if (hasKey && !parts.ContainsKey("AccountName"))
            throw Invalid("AccountName is missing beside AccountKey");
        if (hasKey && !Base64.IsValid(key))
            throw Invalid("AccountKey is not base64");
        CheckEndpoint(parts, "BlobEndpoint");
        CheckEndpoint(parts, "TableEndpoint");
    }

    private static Dictionary<string, string> Split(string text)
    {
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var name = equals > 0 ? part[..equals].Trim() : "";

            // A name that is not known may be half of a key that was cut at a semicolon: it is not shown.
            if (!KnownParts.Contains(name, StringComparer.OrdinalIgnoreCase))
                throw Invalid("it has a part that is not a known name followed by '='");
            var value = part[(equals + 1)..].Trim();
            if (value.Length == 0)
                throw Invalid($"{name} is empty");
            if (!parts.TryAdd(name, value))
                throw Invalid($"{name} appears twice");
        }

        return parts.Count > 0 ? parts : throw Invalid("it is empty");
    }

    private static void CheckEndpoint(Dictionary<string, string> parts, string name)
    {
        if (parts.TryGetValue(name, out var given))
        {
            if (!IsHttp(given))
                throw Invalid($"{name} is not an http or https address");
            return;
        }

        if (!parts.TryGetValue("AccountName", out var account))
            throw Invalid($"{name} is missing, and there is no AccountName to make it of");
        var protocol = parts.GetValueOrDefault("DefaultEndpointsProtocol", "https");
        var suffix = parts.GetValueOrDefault("EndpointSuffix", "core.windows.net");
        if (!IsHttp($"{protocol}://{account}.blob.{suffix}"))
            throw Invalid("DefaultEndpointsProtocol, AccountName and EndpointSuffix do not make an address");
    }

    private static bool IsHttp(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    private static FormatException Invalid(string reason) =>
        new($"The storage connection string is not usable: {reason}.");
}
