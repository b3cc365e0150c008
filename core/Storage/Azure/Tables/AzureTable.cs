using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;

namespace QueueService.Storage.Azure.Tables;

/// <summary>
/// One table of the storage account. Writes return the named outcome and are never repeated; reads are repeated a few
/// times and then throw. The client of the SDK takes many an answer for a good one that the service never gave (a page
/// of a proxy, an answer with parts missing): whatever is not exactly what was asked for is caught here.
/// </summary>
internal sealed class AzureTable(TableClient once, TableClient repeating)
{
    /// <summary>The most operations of one transaction.</summary>
    public const int MaxOperations = 100;

    /// <summary>The most rows that the service returns in one page.</summary>
    private const int MaxPageRows = 1000;

    private const int FirstPageRows = 64;

    /// <summary>
    /// Pages are asked for in a number of rows that should come to this; it bounds the memory of a read.
    /// </summary>
    private const int PageBytes = 4 * 1024 * 1024;

    private string Place => $"table '{once.Name}'";

    /// <summary>The exception for an outcome that the caller has no name for.</summary>
    public StorageUnavailableException Failed(StoreAnswer answer) => StoreAnswers.ToException(answer, Place);

    /// <summary>The same for a write, which may have been carried out if its answer was lost.</summary>
    public StorageUnavailableException WriteFailed(StoreAnswer answer) =>
        StoreAnswers.ToException(answer, Place, isWrite: true);

    /// <summary>Creates the table if it does not exist.</summary>
    public async ValueTask CreateAsync(CancellationToken cancellationToken)
    {
        var result = await WriteAsync(
            async () => (await once.CreateAsync(cancellationToken)).GetRawResponse(), cancellationToken);
        if (result.Answer.Outcome is not (StoreOutcome.Done or StoreOutcome.AlreadyExists))
            throw Failed(result.Answer);
    }

    public ValueTask<TableWrite> InsertAsync(TableEntity entity, CancellationToken cancellationToken) =>
        WriteAsync(() => once.AddEntityAsync(entity, cancellationToken), cancellationToken);

    public ValueTask<TableWrite> ReplaceAsync(
        TableEntity entity, string version, CancellationToken cancellationToken) =>
        WriteAsync(
            () => once.UpdateEntityAsync(entity, new ETag(version), TableUpdateMode.Replace, cancellationToken),
            cancellationToken);

    public ValueTask<TableWrite> DeleteAsync(
        string partitionKey, string rowKey, string version, CancellationToken cancellationToken) =>
        WriteAsync(
            () => once.DeleteEntityAsync(partitionKey, rowKey, new ETag(version), cancellationToken),
            cancellationToken);

    /// <summary>Carries out all of the operations, which are on rows of one partition, or none of them.</summary>
    public async ValueTask<TableWrite> TransactAsync(
        IReadOnlyList<TableTransactionAction> operations, CancellationToken cancellationToken)
    {
        if (operations.Count is < 1 or > MaxOperations)
            throw new ArgumentException("A transaction has 1 to 100 operations.", nameof(operations));
        try
        {
            var parts = (await once.SubmitTransactionAsync(operations, cancellationToken)).Value;

            // One that is short of an answer, or has another one in it, proves nothing about the transaction.
            return parts.Count == operations.Count && parts.All(part => part.Status is >= 200 and < 300)
                ? new TableWrite(StoreAnswer.Done, [.. parts.Select(Version)])
                : new TableWrite(StoreAnswers.Torn(null));
        }
        catch (Exception exception) when (StoreAnswers.IsFailure(exception, cancellationToken))
        {
            return new TableWrite(StoreAnswers.FromException(exception));
        }
    }

    /// <summary>The row, or null if there is none.</summary>
    public async ValueTask<TableRow?> ReadAsync(
        string partitionKey, string rowKey, CancellationToken cancellationToken)
    {
        var row = await ReadAsync(
            () => repeating.GetEntityIfExistsAsync<TableEntity>(
                partitionKey, rowKey, cancellationToken: cancellationToken),
            cancellationToken);
        if (row.HasValue)
            return new TableRow(once.Name, row.Value!);

        // To the client, a missing table is a missing row like any other.
        var answer = FromResponse(row.GetRawResponse());
        return answer.Outcome == StoreOutcome.NotFound ? null : throw Failed(answer);
    }

    /// <summary>The rows in the order of their keys.</summary>
    public async IAsyncEnumerable<TableRow> QueryAsync(
        TableQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var left = query.Limit ?? int.MaxValue;
        var pageRows = query.Select is null ? FirstPageRows : MaxPageRows;
        var rows = repeating.QueryAsync<TableEntity>(query.Filter, null, query.Select, cancellationToken);
        string? next = null;
        do
        {
            var pages = rows.AsPages(next, Math.Min(left, pageRows));
            var page = await ReadAsync(() => pages.FirstAsync(cancellationToken).AsTask(), cancellationToken);
            foreach (var row in page.Values)
            {
                yield return new TableRow(once.Name, row);
                if (--left == 0)
                    yield break;
            }

            if (page.Values.Count > 0)
                pageRows = Math.Clamp(PageBytes / Math.Max(1, Length(page) / page.Values.Count), 1, MaxPageRows);
            else
                RequireList(page.GetRawResponse());
            next = page.ContinuationToken;
        }
        while (next is not null);
    }

    private static async ValueTask<TableWrite> WriteAsync(
        Func<Task<Response>> write, CancellationToken cancellationToken)
    {
        try
        {
            var response = await write();
            return new TableWrite(FromResponse(response), [Version(response)]);
        }
        catch (Exception exception) when (StoreAnswers.IsFailure(exception, cancellationToken))
        {
            return new TableWrite(StoreAnswers.FromException(exception));
        }
    }

    private async ValueTask<T> ReadAsync<T>(Func<Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await read();
        }
        catch (Exception exception) when (StoreAnswers.IsTorn(exception))
        {
            throw new StorageCorruptException($"Table '{once.Name}': the answer is not rows in JSON.", exception);
        }
        catch (Exception exception) when (StoreAnswers.IsFailure(exception, cancellationToken))
        {
            throw Failed(StoreAnswers.FromException(exception));
        }
    }

    private static StoreAnswer FromResponse(Response response) => response.Status is >= 200 and < 300
        ? StoreAnswer.Done
        : StoreAnswers.FromException(new RequestFailedException(response));

    // As it came: the SDK's own reading of it throws when it is malformed.
    private static string Version(Response response) =>
        response.Headers.TryGetValue("ETag", out var version) ? version : "";

    private static int Length(global::Azure.Page<TableEntity> page) => page.GetRawResponse().Content.ToMemory().Length;

    // To the client, JSON of somebody else is a page without rows.
    private void RequireList(Response response)
    {
        using var json = JsonDocument.Parse(response.Content);
        if (!json.RootElement.TryGetProperty("value", out var rows) || rows.ValueKind != JsonValueKind.Array)
            throw new StorageCorruptException($"Table '{once.Name}': the answer to a query has no list of rows.");
    }
}
