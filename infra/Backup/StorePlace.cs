using Azure.Data.Tables;
using Azure.Storage.Blobs;
using QueueService.Storage.Azure;

namespace QueueService.Backup;

/// <summary>The tables and the container of a service: all that it has stored.</summary>
internal sealed class StorePlace
{
    private StorePlace(string name, AzureNames names, TableServiceClient tables, BlobServiceClient blobs)
    {
        Name = name;
        Documents = tables.GetTableClient(names.DocumentTable);
        Log = tables.GetTableClient(names.LogTable);
        Blobs = blobs.GetBlobContainerClient(names.Container);
    }

    /// <summary>For messages.</summary>
    public string Name { get; }

    public TableClient Documents { get; }

    public TableClient Log { get; }

    public BlobContainerClient Blobs { get; }

    /// <summary>An account by its name, reached by whoever is signed in: <c>ACCOUNT/PREFIX</c>.</summary>
    /// <exception cref="FormatException">It is not of this form.</exception>
    public static StorePlace Parse(string text)
    {
        if (text.Split('/') is not [var account, var prefix])
            throw new FormatException($"'{text}' is not of the form ACCOUNT/PREFIX, such as stabc123/qs.");
        AzureAccount found = AzureAccount.From(new AzureStoreOptions { AccountName = account });
        return new StorePlace(
            text,
            AzureNames.From(prefix),
            new TableServiceClient(found.TableEndpoint, found.Identity),
            new BlobServiceClient(found.BlobEndpoint, found.Identity, BlobOptions()));
    }

    /// <summary>An account by its connection string.</summary>
    /// <exception cref="FormatException">The prefix is not allowed.</exception>
    public static StorePlace Connect(string connectionString, string prefix) => new(
        prefix,
        AzureNames.From(prefix),
        new TableServiceClient(connectionString),
        new BlobServiceClient(connectionString, BlobOptions()));

    private static BlobClientOptions BlobOptions() => new(AzureStore.BlobVersion);
}
