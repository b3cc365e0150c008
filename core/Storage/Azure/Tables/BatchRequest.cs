using System.Text;
using System.Text.Json;

namespace QueueService.Storage.Azure.Tables;

/// <summary>
/// The body of an entity group transaction: a multipart batch with one changeset (OData 3.0, batch processing; the
/// Table service's "Performing entity group transactions").
/// </summary>
internal sealed class BatchRequest(TableUri uri)
{
    /// <summary>What one transaction may hold.</summary>
    public const int MaxOperations = 100;

    // Boundaries cannot occur inside: bodies are one line of JSON, which begins with a brace.
    public const string ContentType = "multipart/mixed; boundary=batch_queue";

    private const string Opening =
        "--batch_queue\r\nContent-Type: multipart/mixed; boundary=changeset_queue\r\n\r\n";

    private const string PartOpening =
        "--changeset_queue\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n";

    private const string Closing = "--changeset_queue--\r\n--batch_queue--\r\n";

    private static readonly JsonWriterOptions OneLine = new() { Indented = false, SkipValidation = true };

    public PooledBuffer Encode(IReadOnlyList<TableOperation> operations)
    {
        if (operations.Count is < 1 or > MaxOperations)
            throw new ArgumentException("A transaction has 1 to 100 operations.", nameof(operations));
        var buffer = new PooledBuffer(operations.Sum(operation => operation.Entity.EncodedBytes + 512));
        Write(buffer, Opening);
        foreach (var operation in operations)
            Write(buffer, operation);
        Write(buffer, Closing);
        return buffer;
    }

    private void Write(PooledBuffer buffer, TableOperation operation)
    {
        var entity = operation.Entity;
        var target = operation.IfMatch is null ? uri.Table : uri.Row(entity.PartitionKey, entity.RowKey);
        Write(buffer, PartOpening);
        Write(buffer, $"{operation.Method} {target.AbsoluteUri} HTTP/1.1\r\n");
        Write(buffer, "Accept: application/json;odata=nometadata\r\nDataServiceVersion: 3.0;\r\n");
        if (operation.IfMatch is not null)
            Write(buffer, $"If-Match: {operation.IfMatch}\r\n");
        if (operation.HasBody)
        {
            Write(buffer, "Content-Type: application/json\r\nPrefer: return-no-content\r\n\r\n");
            using var json = new Utf8JsonWriter(buffer, OneLine);
            entity.WriteTo(json);
        }

        Write(buffer, operation.HasBody ? "\r\n" : "\r\n\r\n");
    }

    private static void Write(PooledBuffer buffer, string text)
    {
        var span = buffer.GetSpan(text.Length);
        if (!Encoding.ASCII.TryGetBytes(text, span, out var written))
            throw new InvalidOperationException("The buffer gave less room than it was asked for.");
        buffer.Advance(written);
    }
}
