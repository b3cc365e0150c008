using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs.Models;

namespace QueueService.Backup;

/// <summary>
/// Copies all that a service has stored, as of one moment: messages on their way from one queue to another are in
/// exactly one place only while nobody writes. Both directions are the same, so this makes a backup and restores it.
/// </summary>
internal static class StoreCopy
{
    private const int NotFound = 404;

    /// <summary>Copies, and makes sure that nobody has written meanwhile.</summary>
    /// <param name="tell">Told what begins.</param>
    /// <exception cref="CopyRefusedException">The copy would not be one, or is not.</exception>
    /// <exception cref="RequestFailedException">The storage account refused a request.</exception>
    public static async Task<CopyReport> RunAsync(
        StorePlace from, StorePlace to, Action<string> tell, CancellationToken cancellation)
    {
        HashSet<string> before = await MarksAsync(from, cancellation);
        await PrepareAsync(to, cancellation);
        tell($"Copying the tables of {from.Name} to {to.Name}.");
        int rows = await TableCopy.RunAsync(from.Documents, to.Documents, cancellation)
            + await TableCopy.RunAsync(from.Log, to.Log, cancellation);
        tell("Copying the blobs.");
        int blobs = await BlobCopy.RunAsync(from.Blobs, to.Blobs, cancellation);
        tell("Looking whether anything has changed.");
        if (!before.SetEquals(await StoreMarks.ReadAsync(from, cancellation)))
        {
            throw new CopyRefusedException(
                $"{from.Name} was written to during the copy, which is of no use: stop the function app and the "
                + "container app, and copy again to another prefix.");
        }

        return new CopyReport(rows, blobs);
    }

    private static async Task<HashSet<string>> MarksAsync(StorePlace from, CancellationToken cancellation)
    {
        try
        {
            HashSet<string> marks = await StoreMarks.ReadAsync(from, cancellation);
            await from.Blobs.GetPropertiesAsync(cancellationToken: cancellation);
            return marks;
        }
        catch (RequestFailedException missing) when (missing.Status == NotFound)
        {
            throw new CopyRefusedException($"There is no store in {from.Name}: look at the account and the prefix.");
        }
    }

    private static async Task PrepareAsync(StorePlace to, CancellationToken cancellation)
    {
        await to.Documents.CreateIfNotExistsAsync(cancellation);
        await to.Log.CreateIfNotExistsAsync(cancellation);
        await to.Blobs.CreateIfNotExistsAsync(cancellationToken: cancellation);
        bool isEmpty = await IsEmptyAsync(to.Documents, cancellation)
            && await IsEmptyAsync(to.Log, cancellation)
            && await IsEmptyAsync(to, cancellation);
        if (!isEmpty)
            throw new CopyRefusedException($"{to.Name} is not empty: copy to another prefix.");
    }

    private static async Task<bool> IsEmptyAsync(TableClient table, CancellationToken cancellation)
    {
        await foreach (TableEntity _ in table.QueryAsync<TableEntity>(maxPerPage: 1, cancellationToken: cancellation))
            return false;
        return true;
    }

    private static async Task<bool> IsEmptyAsync(StorePlace place, CancellationToken cancellation)
    {
        await foreach (BlobItem _ in place.Blobs.GetBlobsAsync(cancellationToken: cancellation))
            return false;
        return true;
    }
}
