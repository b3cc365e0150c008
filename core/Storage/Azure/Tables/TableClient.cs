using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure.Core;

namespace QueueService.Storage.Azure.Tables;

/// <summary>
/// One table of the storage account. Writes return the named outcome and are never repeated; reads are repeated a few
/// times and then throw.
/// </summary>
internal sealed class TableClient(TablePipeline pipeline, Uri endpoint, string table)
{
    /// <summary>The most rows that the service returns in one page.</summary>
    private const int MaxPageRows = 1000;

    private const int FirstPageRows = 64;

    /// <summary>
    /// Pages are asked for in a number of rows that should come to this; it bounds the memory of a read.
    /// </summary>
    private const int PageBytes = 4 * 1024 * 1024;

    private readonly TableUri _uri = new(endpoint, table);

    /// <summary>The exception for an outcome that the caller has no name for.</summary>
    public StorageUnavailableException Failed(StoreAnswer answer) =>
        StoreAnswers.ToException(answer, $"table '{table}'");

    /// <summary>The same for a write, which may have been carried out if its answer was lost.</summary>
    public StorageUnavailableException WriteFailed(StoreAnswer answer) =>
        StoreAnswers.ToException(answer, $"table '{table}'", isWrite: true);

    /// <summary>Creates the table if it does not exist.</summary>
    public async ValueTask CreateAsync(CancellationToken cancellationToken)
    {
        var body = JsonEncodedText.Encode(table);
        var content = RequestContent.Create(BinaryData.FromString($$"""{"TableName":"{{body}}"}"""));
        var response = await pipeline.SendAsync(
            RequestMethod.Post, _uri.Tables, request => SetJson(request, content), cancellationToken);
        if (response.Answer.Outcome is not (StoreOutcome.Done or StoreOutcome.AlreadyExists))
            throw Failed(response.Answer);
    }

    public ValueTask<TableResponse> InsertAsync(TableEntity entity, CancellationToken cancellationToken) =>
        WriteAsync(RequestMethod.Post, _uri.Table, entity, null, cancellationToken);

    public ValueTask<TableResponse> ReplaceAsync(
        TableEntity entity, string version, CancellationToken cancellationToken) =>
        WriteAsync(
            RequestMethod.Put, _uri.Row(entity.PartitionKey, entity.RowKey), entity, version, cancellationToken);

    public ValueTask<TableResponse> DeleteAsync(
        string partitionKey, string rowKey, string version, CancellationToken cancellationToken) =>
        pipeline.SendAsync(
            RequestMethod.Delete,
            _uri.Row(partitionKey, rowKey),
            request => request.Headers.SetValue(HttpHeader.Names.IfMatch, version),
            cancellationToken);

    /// <summary>The row, or null if there is none.</summary>
    public async ValueTask<TableRow?> ReadAsync(
        string partitionKey, string rowKey, CancellationToken cancellationToken)
    {
        var response = await pipeline.SendAsync(
            RequestMethod.Get, _uri.Row(partitionKey, rowKey), _ => { }, cancellationToken);
        return response.Answer.Outcome switch
        {
            StoreOutcome.Done => new TableRow(table, Parse(response.Body).RootElement, response.ETag),
            StoreOutcome.NotFound => null,
            _ => throw Failed(response.Answer),
        };
    }

    /// <summary>The rows in the order of their keys. A row is valid until the next one is asked for.</summary>
    public async IAsyncEnumerable<TableRow> QueryAsync(
        TableQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var left = query.Limit ?? int.MaxValue;
        var pageRows = query.Select is null ? FirstPageRows : MaxPageRows;
        TableContinuation? next = null;
        do
        {
            var uri = _uri.Query(query, Math.Min(left, pageRows), next);
            var response = await pipeline.SendAsync(
                RequestMethod.Get, uri, request => SetMetadata(request, query), cancellationToken);
            if (response.Answer.Outcome != StoreOutcome.Done)
                throw Failed(response.Answer);
            using var page = Parse(response.Body);
            var rows = Rows(page);
            foreach (var row in rows.EnumerateArray())
            {
                yield return new TableRow(table, row, ETag(row, query));
                if (--left == 0)
                    yield break;
            }

            if (rows.GetArrayLength() > 0)
                pageRows = Math.Clamp(PageBytes / (response.Body.Length / rows.GetArrayLength()), 1, MaxPageRows);
            next = response.Next;
        }
        while (next is not null);
    }

    /// <summary>Carries out all of the operations, which are on rows of one partition, or none of them.</summary>
    public async ValueTask<BatchResult> TransactAsync(
        IReadOnlyList<TableOperation> operations, CancellationToken cancellationToken)
    {
        var buffer = new BatchRequest(_uri).Encode(operations);
        var response = await pipeline.SendAsync(
            RequestMethod.Post,
            _uri.Batch,
            request =>
            {
                request.Headers.SetValue(HttpHeader.Names.ContentType, BatchRequest.ContentType);
                request.Content = RequestContent.Create(buffer.Written);
            },
            cancellationToken);
        ReturnIfAnswered(buffer, response);
        return BatchResult.From(response, operations.Count);
    }

    private async ValueTask<TableResponse> WriteAsync(
        RequestMethod method, Uri uri, TableEntity entity, string? version, CancellationToken cancellationToken)
    {
        var buffer = new PooledBuffer(entity.EncodedBytes);
        await using (var json = new Utf8JsonWriter(buffer))
            entity.WriteTo(json);
        var response = await pipeline.SendAsync(
            method,
            uri,
            request =>
            {
                SetJson(request, RequestContent.Create(buffer.Written));
                request.Headers.SetValue("Prefer", "return-no-content");
                if (version is not null)
                    request.Headers.SetValue(HttpHeader.Names.IfMatch, version);
            },
            cancellationToken);
        ReturnIfAnswered(buffer, response);
        return response;
    }

    private static void ReturnIfAnswered(PooledBuffer buffer, TableResponse response)
    {
        if (response.Answer.Cause is null)
            buffer.Return();
    }

    private static void SetJson(Request request, RequestContent content)
    {
        request.Headers.SetValue(HttpHeader.Names.ContentType, "application/json");
        request.Content = content;
    }

    private static void SetMetadata(Request request, TableQuery query)
    {
        // Versions of rows are part of the metadata.
        if (query.WithVersions)
            request.Headers.SetValue(HttpHeader.Names.Accept, "application/json;odata=minimalmetadata");
    }

    private string ETag(JsonElement row, TableQuery query) =>
        query.WithVersions ? new TableRow(table, row, "").Text("odata.etag") : "";

    private JsonElement Rows(JsonDocument page) =>
        page.RootElement.ValueKind == JsonValueKind.Object
        && page.RootElement.TryGetProperty("value", out var rows)
        && rows.ValueKind == JsonValueKind.Array
            ? rows
            : throw new StorageCorruptException($"Table '{table}': the answer to a query has no list of rows.");

    private JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException exception)
        {
            throw new StorageCorruptException($"Table '{table}': the answer is not JSON.", exception);
        }
    }
}
