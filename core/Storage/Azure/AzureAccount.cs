using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;

namespace QueueService.Storage.Azure;

/// <summary>
/// Where a storage account is and how to prove who asks: by a connection string, or by the identity of the process.
/// </summary>
internal sealed class AzureAccount
{
    private readonly AzureStoreOptions _options;
    private readonly TokenCredential? _identity;

    /// <exception cref="FormatException">The options name no account, or not a usable one.</exception>
    public AzureAccount(AzureStoreOptions options)
    {
        _options = options;
        options.CheckConnectionString();
        if (!string.IsNullOrEmpty(options.ConnectionString))
            return;
        if (!string.IsNullOrEmpty(options.AccountName) && !IsAccountName(options.AccountName))
            throw new FormatException("Storage:AccountName must be 3 to 24 lower-case letters and digits.");
        _identity = options.Credential ?? DefaultIdentity(options.ClientId);
    }

    public TableServiceClient Tables(TableClientOptions client) => _identity is null
        ? new TableServiceClient(_options.ConnectionString, client)
        : new TableServiceClient(Endpoint("table", _options.TableEndpoint), _identity, client);

    public BlobServiceClient Blobs(BlobClientOptions client) => _identity is null
        ? new BlobServiceClient(_options.ConnectionString, client)
        : new BlobServiceClient(Endpoint("blob", _options.BlobEndpoint), _identity, client);

    private Uri Endpoint(string service, Uri? given) => string.IsNullOrEmpty(_options.AccountName)
        ? given ?? throw new FormatException(
            "Storage:ConnectionString or Storage:AccountName must be set for Azure storage.")
        : new Uri($"https://{_options.AccountName}.{service}.core.windows.net");

    /// <summary>Only for who needs it: loading the identity library costs time at the start.</summary>
    private static DefaultAzureCredential DefaultIdentity(string? clientId)
    {
        var options = new DefaultAzureCredentialOptions();
        if (clientId is not null)
            options.ManagedIdentityClientId = clientId;
        return new DefaultAzureCredential(options);
    }

    private static bool IsAccountName(string name) =>
        name.Length is >= 3 and <= 24 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c));
}
