namespace QueueService.Storage.Azure;

/// <summary>Reads a storage connection string. Errors name the part that is wrong and never show its value.</summary>
internal static class ConnectionString
{
    // The account and key of the emulator are fixed and published.
    private const string EmulatorAccount = "devstoreaccount1";

    private const string EmulatorKey =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly string[] KnownParts =
    [
        "UseDevelopmentStorage", "DevelopmentStorageProxyUri", "DefaultEndpointsProtocol", "AccountName", "AccountKey",
        "EndpointSuffix", "BlobEndpoint", "TableEndpoint", "QueueEndpoint", "FileEndpoint", "SharedAccessSignature",
        "BlobSecondaryEndpoint", "TableSecondaryEndpoint", "QueueSecondaryEndpoint", "FileSecondaryEndpoint",
    ];

    /// <exception cref="FormatException">The text is not a usable connection string; the message says why.</exception>
    public static AzureAccount Parse(string text)
    {
        var parts = Split(text);
        if (parts.TryGetValue("UseDevelopmentStorage", out var emulator))
        {
            if (!bool.TryParse(emulator, out var use) || !use)
                throw Invalid("UseDevelopmentStorage must be 'true' when it is present");
            return Emulator();
        }

        parts.TryGetValue("AccountName", out var account);
        parts.TryGetValue("SharedAccessSignature", out var signature);
        var key = parts.TryGetValue("AccountKey", out var encoded) ? Key(encoded) : null;
        if (key is null && signature is null)
            throw Invalid("it has neither AccountKey nor SharedAccessSignature");
        if (key is not null && account is null)
            throw Invalid("AccountName is missing beside AccountKey");
        return new AzureAccount
        {
            BlobEndpoint = Endpoint(parts, "BlobEndpoint", "blob"),
            TableEndpoint = Endpoint(parts, "TableEndpoint", "table"),
            AccountName = account,
            AccountKey = key,
            SharedAccessSignature = key is null ? signature!.TrimStart('?') : null,
        };
    }

    private static AzureAccount Emulator() => new()
    {
        BlobEndpoint = new Uri($"http://127.0.0.1:10000/{EmulatorAccount}"),
        TableEndpoint = new Uri($"http://127.0.0.1:10002/{EmulatorAccount}"),
        AccountName = EmulatorAccount,
        AccountKey = Convert.FromBase64String(EmulatorKey),
    };

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

    private static byte[] Key(string encoded)
    {
        var key = new byte[encoded.Length];
        return Convert.TryFromBase64String(encoded, key, out var length) && length > 0
            ? key[..length]
            : throw Invalid("AccountKey is not base64");
    }

    private static Uri Endpoint(Dictionary<string, string> parts, string name, string service)
    {
        if (parts.TryGetValue(name, out var custom))
            return HttpUri(custom) ?? throw Invalid($"{name} is not an http or https address");
        if (!parts.TryGetValue("AccountName", out var account))
            throw Invalid($"{name} is missing, and there is no AccountName to make it of");
        var protocol = parts.GetValueOrDefault("DefaultEndpointsProtocol", "https");
        var suffix = parts.GetValueOrDefault("EndpointSuffix", AzureAccount.PublicCloudSuffix);
        return HttpUri($"{protocol}://{account}.{service}.{suffix}")
            ?? throw Invalid("DefaultEndpointsProtocol, AccountName and EndpointSuffix do not make an address");
    }

    private static Uri? HttpUri(string text) =>
        Uri.TryCreate(text.TrimEnd('/'), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : null;

    private static FormatException Invalid(string reason) =>
        new($"The storage connection string is not usable: {reason}.");
}
