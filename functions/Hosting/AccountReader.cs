using QueueService.Storage.Azure;

namespace QueueService.Functions.Hosting;

/// <summary>
/// Reads which storage account to use. The service's own keys come before those of the Functions host, which names its
/// account in one of three ways.
/// </summary>
internal static class AccountReader
{
    /// <summary>The ways to name an account, as in the environment.</summary>
    public const string Ways =
        "Storage__ConnectionString, Storage__AccountName, AzureWebJobsStorage, AzureWebJobsStorage__accountName, or "
        + "AzureWebJobsStorage__blobServiceUri with AzureWebJobsStorage__tableServiceUri";

    private const string OwnName = "Storage:AccountName";
    private const string OwnConnection = "Storage:ConnectionString";
    private const string Host = "AzureWebJobsStorage";

    /// <summary>Null if no account is named.</summary>
    public static AzureStoreOptions? Read(IConfiguration configuration, string prefix)
    {
        string? connection = configuration.Text(OwnConnection);
        string? name = configuration.Text(OwnName);
        if (connection is not null && name is not null)
        {
            throw new OptionsException(
                $"{OwnName} is '{name}' and {OwnConnection} is set too; allowed is one of the two.");
        }

        if (connection is null && name is null)
            return OfHost(configuration, prefix);
        return connection is not null
            ? OfConnection(OwnConnection, connection, prefix)
            : new AzureStoreOptions { AccountName = Checked(OwnName, name), Prefix = prefix };
    }

    private static AzureStoreOptions? OfHost(IConfiguration configuration, string prefix)
    {
        const string Name = $"{Host}:accountName";
        if (configuration.Text(Host) is { } connection)
            return OfConnection(Host, connection, prefix);

        // What the program is told as a whole comes before what the host is told.
        string? clientId = configuration.Text("AZURE_CLIENT_ID") ?? configuration.Text($"{Host}:clientId");
        if (configuration.Text(Name) is { } name)
            return new AzureStoreOptions { AccountName = Checked(Name, name), ClientId = clientId, Prefix = prefix };

        Uri? blobs = ReadEndpoint(configuration, $"{Host}:blobServiceUri");
        Uri? tables = ReadEndpoint(configuration, $"{Host}:tableServiceUri");

        // The host does with less than this service: half of the addresses are no account.
        return blobs is null || tables is null ? null : new AzureStoreOptions
        {
            BlobEndpoint = blobs,
            TableEndpoint = tables,
            ClientId = clientId,
            Prefix = prefix,
        };
    }

    private static AzureStoreOptions OfConnection(string key, string connection, string prefix)
    {
        AzureStoreOptions options = new() { ConnectionString = connection, Prefix = prefix };
        try
        {
            options.CheckConnectionString();
            return options;
        }
        catch (FormatException wrong)
        {
            throw new OptionsException($"{key} is wrong (and not shown here, being secret). {wrong.Message}");
        }
    }

    private static string? Checked(string key, string? name) => name is null || IsAccountName(name)
        ? name
        : throw new OptionsException($"{key} is '{name}'; allowed are 3 to 24 lower-case letters and digits.");

    private static bool IsAccountName(string account) => account.Length is >= 3 and <= 24
        && account.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character));

    /// <summary>Only TLS: a token of an identity is sent there.</summary>
    private static Uri? ReadEndpoint(IConfiguration configuration, string key)
    {
        if (configuration.Text(key) is not { } text)
            return null;
        return Uri.TryCreate(text.TrimEnd('/'), UriKind.Absolute, out Uri? endpoint)
            && endpoint is { Scheme: "https", Query.Length: 0 }
            ? endpoint
            : throw new OptionsException($"{key} is '{text}'; allowed is an absolute https URL without a query.");
    }
}
