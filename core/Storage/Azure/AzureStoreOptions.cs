using Azure.Core;

namespace QueueService.Storage.Azure;

/// <summary>
/// Which storage account to use, and the names to use in it. The connection string wins over the name, and the name
/// over the endpoints.
/// </summary>
public sealed class AzureStoreOptions
{
    /// <summary>A connection string with an account key or a shared access signature.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>The account to reach by identity.</summary>
    public string? AccountName { get; init; }

    /// <summary>The account to reach by identity, by address (https); with <see cref="TableEndpoint"/>.</summary>
    public Uri? BlobEndpoint { get; init; }

    /// <summary>The account to reach by identity, by address (https); with <see cref="BlobEndpoint"/>.</summary>
    public Uri? TableEndpoint { get; init; }

    /// <summary>
    /// The identity to use without a connection string; the default tries the managed identity (the one in
    /// <see cref="ClientId"/> if set) and then what a developer is signed in with.
    /// </summary>
    public TokenCredential? Credential { get; init; }

    /// <summary>Client id of the managed identity; the default is the one in AZURE_CLIENT_ID, if set.</summary>
    public string? ClientId { get; init; }

    /// <summary>
    /// First part of every table and container name: 1 to 40 lower-case letters and digits, beginning with a letter.
    /// </summary>
    public string Prefix { get; init; } = "qs";

    /// <summary>Makes sure, before anything is opened, that a connection string which is given can be used.</summary>
    /// <exception cref="FormatException">It cannot; the message names what is wrong and never its value.</exception>
    public void CheckConnectionString()
    {
        if (!string.IsNullOrEmpty(ConnectionString))
            Azure.ConnectionString.Check(ConnectionString);
    }
}
