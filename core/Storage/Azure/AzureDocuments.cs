using Azure.Data.Tables;
using QueueService.Storage.Azure.Tables;

namespace QueueService.Storage.Azure;

/// <summary>Documents as table rows: the collection is the partition key, the id the row key.</summary>
internal sealed class AzureDocuments(AzureTable table) : IDocumentStore
{
    private const string Content = "c";

    public async ValueTask<Document?> GetAsync(string collection, string id, CancellationToken cancellationToken)
    {
        Check(collection, id);
        return await table.ReadAsync(collection, id, cancellationToken) is { } row ? Read(row) : null;
    }

    public async ValueTask<Document?> CreateAsync(
        string collection, string id, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var write = await table.InsertAsync(Entity(collection, id, content), cancellationToken);
        return write.Answer.Outcome switch
        {
            StoreOutcome.Done => Written(id, content, write),
            StoreOutcome.AlreadyExists => null,
            _ => throw table.WriteFailed(write.Answer),
        };
    }

    public async ValueTask<Document?> ReplaceAsync(
        string collection, string id, ReadOnlyMemory<byte> content, string version, CancellationToken cancellationToken)
    {
        var write = await table.ReplaceAsync(Entity(collection, id, content), version, cancellationToken);
        return write.Answer.Outcome switch
        {
            StoreOutcome.Done => Written(id, content, write),
            StoreOutcome.ConditionFailed or StoreOutcome.NotFound => null,
            _ => throw table.WriteFailed(write.Answer),
        };
    }

    public async ValueTask<bool> DeleteAsync(
        string collection, string id, string version, CancellationToken cancellationToken)
    {
        Check(collection, id);
        var write = await table.DeleteAsync(collection, id, version, cancellationToken);
        return write.Answer.Outcome switch
        {
            StoreOutcome.Done => true,
            StoreOutcome.ConditionFailed or StoreOutcome.NotFound => false,
            _ => throw table.WriteFailed(write.Answer),
        };
    }

    public async ValueTask<IReadOnlyList<Document>> ListAsync(
        string collection, string prefix, string? after, int limit, CancellationToken cancellationToken)
    {
        StorageNames.CheckListing(collection, prefix, after);
        if (limit <= 0)
            return [];
        var query = new TableQuery(Filter(collection, prefix, after), Limit: limit);
        var bytes = 0;
        return await table.QueryAsync(query, cancellationToken)
            .Select(Listed)
            .TakeWhile(document => (bytes += document.Content.Length) - document.Content.Length
                < Limits.MaxDocumentPageBytes)
            .ToListAsync(cancellationToken);
    }

    private static string Filter(string collection, string prefix, string? after)
    {
        var filter = $"PartitionKey eq '{collection}'";

        // '~' sorts after every character of an id.
        if (prefix.Length > 0)
            filter += $" and RowKey ge '{prefix}' and RowKey lt '{prefix}~'";
        return after is null ? filter : $"{filter} and RowKey gt '{after}'";
    }

    private static void Check(string collection, string id)
    {
        StorageNames.CheckCollection(collection);
        StorageNames.CheckDocument(id);
    }

    private static TableEntity Entity(string collection, string id, ReadOnlyMemory<byte> content)
    {
        Check(collection, id);
        if (content.Length > Limits.MaxDocumentBytes)
            throw new ArgumentException("A document holds at most 256 KiB.", nameof(content));
        return BinaryColumns.Add(new TableEntity(collection, id), Content, content);
    }

    private static Document Read(TableRow row) =>
        new(row.RowKey, BinaryColumns.Read(row, Content, Limits.MaxDocumentBytes), row.Version);

    private static Document Listed(TableRow row)
    {
        try
        {
            return Read(row);
        }
        catch (StorageCorruptException damage)
        {
            return new Document(row.RowKey, default, row.Version) { Damage = damage.Message };
        }
    }

    // The caller may reuse its buffer.
    private static Document Written(string id, ReadOnlyMemory<byte> content, TableWrite write) =>
        new(id, content.ToArray(), write.Versions![0]);
}
