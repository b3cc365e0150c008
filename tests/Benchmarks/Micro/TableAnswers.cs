using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using QueueService.Storage;

namespace QueueService.Benchmarks.Micro;

/// <summary>
/// The table service, made of prepared answers: every transaction is done, every frame that is read is there, every
/// list has <see cref="Rows"/> of them, and there is no head.
/// </summary>
internal sealed class TableAnswers : HttpMessageHandler
{
    /// <summary>The most operations of one transaction.</summary>
    public const int Rows = 100;

    private const string Batch = "multipart/mixed; boundary=batchresponse_8a28b620-b4bb-458c-a177-0959fb14c977";
    private const string Json = "application/json;odata=minimalmetadata";

    private const string Part =
        "--changesetresponse_8a28b620-b4bb-458c-a177-0959fb14c977\r\n"
        + "Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n"
        + "HTTP/1.1 204 No Content\r\nX-Content-Type-Options: nosniff\r\nCache-Control: no-cache\r\n"
        + "Preference-Applied: return-no-content\r\nDataServiceVersion: 3.0;\r\n"
        + "Location: http://127.0.0.1:10002/a/qslog(PartitionKey='00000001-0',RowKey='f0000000000000002')\r\n"
        + "DataServiceId: http://127.0.0.1:10002/a/qslog(PartitionKey='00000001-0',RowKey='f0000000000000002')\r\n"
        + "ETag: W/\"datetime'2026-12-01T16%3A30%3A51.3450000Z'\"\r\n\r\n\r\n";

    private static readonly byte[] Missing =
        """{"odata.error":{"code":"ResourceNotFound","message":{"lang":"en-US","value":"No."}}}"""u8.ToArray();

    private readonly byte[] _append = Done(parts: 2);
    private readonly byte[] _trim = Done(parts: Rows);
    private readonly MemoryStream _request = new();
    private readonly byte[] _frame;
    private readonly byte[] _list;

    /// <param name="events">Bytes in every frame.</param>
    /// <param name="payload">Bytes in every frame.</param>
    public TableAnswers(int events, int payload)
    {
        _frame = Encoding.ASCII.GetBytes(
            $$"""{"odata.etag":"W/\"a\"",{{Columns(2)}},{{Bytes("e", events)}},"""
            + $$"""{{Bytes("p", payload)}},"Timestamp":"2026-12-01T16:30:51.3450000Z"}""");
        var rows = Enumerable.Range(1, Rows).Select(n => $$"""{"odata.etag":"W/\"a\"",{{Columns(n)}}}""");
        _list = Encoding.ASCII.GetBytes($$"""{"value":[{{string.Join(',', rows)}}]}""");
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is null)
        {
            return request.RequestUri!.AbsolutePath switch
            {
                var path when path.EndsWith("()", StringComparison.Ordinal) => Answer(HttpStatusCode.OK, _list, Json),
                var path when path.Contains("head", StringComparison.Ordinal)
                    => Answer(HttpStatusCode.NotFound, Missing, Json),
                _ => Answer(HttpStatusCode.OK, _frame, Json),
            };
        }

        _request.SetLength(0);
        await request.Content.CopyToAsync(_request, cancellationToken);
        var isTrim = _request.GetBuffer().AsSpan(0, (int)_request.Length).IndexOf("\nDELETE "u8) >= 0;
        return Answer(HttpStatusCode.Accepted, isTrim ? _trim : _append, Batch);
    }

    /// <summary>In a stream that cannot seek, as one of the network.</summary>
    private static HttpResponseMessage Answer(HttpStatusCode status, byte[] body, string type) => new(status)
    {
        Content = new StreamContent(PipeReader.Create(new ReadOnlySequence<byte>(body)).AsStream())
        {
            Headers = { ContentType = MediaTypeHeaderValue.Parse(type) },
        },
        Headers = { Date = DateTimeOffset.UnixEpoch },
    };

    private static byte[] Done(int parts) => Encoding.ASCII.GetBytes(
        "--batchresponse_8a28b620-b4bb-458c-a177-0959fb14c977\r\n"
        + "Content-Type: multipart/mixed; boundary=changesetresponse_8a28b620-b4bb-458c-a177-0959fb14c977\r\n\r\n"
        + string.Concat(Enumerable.Repeat(Part, parts))
        + "--changesetresponse_8a28b620-b4bb-458c-a177-0959fb14c977--\r\n"
        + "--batchresponse_8a28b620-b4bb-458c-a177-0959fb14c977--\r\n");

    private static string Columns(long number) =>
        $"\"PartitionKey\":\"00000001-0\",\"RowKey\":\"f{number:x16}\",\"Commit\":\"{new CommitId(2)}\"";

    private static string Bytes(string name, int length) =>
        $"\"{name}Length@odata.type\":\"Edm.Int64\",\"{name}Length\":\"{length}\","
        + $"\"{name}0@odata.type\":\"Edm.Binary\",\"{name}0\":\"{Convert.ToBase64String(new byte[length])}\"";
}
