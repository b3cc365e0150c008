using Azure.Core;
using Azure.Identity;

namespace QueueService.Storage.Azure;

/// <summary>
/// Where a storage account is and how to prove who asks: by account key, by shared access signature, or (neither) by
/// the identity of the process.
/// </summary>
internal sealed class AzureAccount
{
    public const string PublicCloudSuffix = "core.windows.net";

    public required Uri BlobEndpoint { get; init; }

    public required Uri TableEndpoint { get; init; }

    public string? AccountName { get; init; }

    public byte[]? AccountKey { get; init; }

    /// <summary>The query string of the signature, without the question mark.</summary>
    public string? SharedAccessSignature { get; init; }

    /// <summary>Set when the account is reached by identity.</summary>
    public TokenCredential? Identity { get; init; }

    /// <exception cref="FormatException">The options name no account, or not a usable one.</exception>
    public static AzureAccount From(AzureStoreOptions options)
    {
        if (!string.IsNullOrEmpty(options.ConnectionString))
            return ConnectionString.Parse(options.ConnectionString);
        return new AzureAccount
        {
            BlobEndpoint = Endpoint(options, "blob", options.BlobEndpoint),
            TableEndpoint = Endpoint(options, "table", options.TableEndpoint),
            AccountName = options.AccountName,
            Identity = options.Credential ?? DefaultIdentity(options.ClientId),
        };
    }

    private static Uri Endpoint(AzureStoreOptions options, string service, Uri? given)
    {
        if (string.IsNullOrEmpty(options.AccountName))
        {
            return given ?? throw new FormatException(
                "Storage:ConnectionString or Storage:AccountName must be set for Azure storage.");
        }

        return IsAccountName(options.AccountName)
            ? new Uri($"https://{options.AccountName}.{service}.{PublicCloudSuffix}")
            : throw new FormatException("Storage:AccountName must be 3 to 24 lower-case letters and digits.");
    }

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
