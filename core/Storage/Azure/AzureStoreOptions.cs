using Azure.Core;

namespace QueueService.Storage.Azure;

/// <summary>
/// Which storage account to use, and the names to use in it. The connection string wins if both are set.
/// </summary>
public sealed class AzureStoreOptions
{
    /// <summary>A connection string with an account key or a shared access signature.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>The account to reach by identity.</summary>
    public string? AccountName { get; init; }

    /// <summary>
    /// The identity to use with <see cref="AccountName"/>; the default tries the managed identity (the one in
    /// AZURE_CLIENT_ID if set) and then what a developer is signed in with.
    /// </summary>
    public TokenCredential? Credential { get; init; }

    /// <summary>
    /// First part of every table and container name: 1 to 40 lower-case letters and digits, beginning with a letter.
    /// </summary>
    public string Prefix { get; init; } = "qs";
}
