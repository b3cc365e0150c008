using Azure.Data.Tables;
using Azure.Storage.Blobs;
using QueueService.Storage.Azure;

namespace QueueService.Backup;

/// <summary>The tables and the container of a service: all that it has stored.</summary>
internal sealed class StorePlace
{
    private StorePlace(string name, AzureStoreOptions options)
    {
        AzureNames names = AzureNames.From(options.Prefix);
        AzureAccount account = new(options);
        TableServiceClient tables = account.Tables(new TableClientOptions());
        Name = name;
        Documents = tables.GetTableClient(names.DocumentTable);
        Log = tables.GetTableClient(names.LogTable);
        Blobs = account.Blobs(new BlobClientOptions(AzureStore.BlobVersion)).GetBlobContainerClient(names.Container);
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
        return new StorePlace(text, new AzureStoreOptions { AccountName = account, Prefix = prefix });
    }

    /// <summary>An account by its connection string.</summary>
    /// <exception cref="FormatException">The string or the prefix is not allowed.</exception>
    public static StorePlace Connect(string connectionString, string prefix) =>
        new(prefix, new AzureStoreOptions { ConnectionString = connectionString, Prefix = prefix });
}
