using System.IO.Pipelines;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace QueueService.Functions.Rest.Json;

/// <summary>
/// One JSON answer, written on rented memory and sent with a Content-Length; an answer that grows large is sent in
/// pieces instead.
/// </summary>
internal sealed class JsonAnswer : IDisposable
{
    public const string MediaType = "application/json; charset=utf-8";

    private const int InitialBytes = 4 * 1024;

    /// <summary>Past this size a piece is sent, so that a page of large messages is never in memory twice.</summary>
    private const int PieceBytes = 256 * 1024;

    /// <summary>Larger buffers go back to the pool rather than stay with a thread.</summary>
    private const int MaxKeptBytes = 64 * 1024;

    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    [ThreadStatic]
    private static JsonAnswer? t_kept;

    private readonly PooledBytes _bytes = new(InitialBytes);

    private JsonAnswer() => Json = new Utf8JsonWriter(_bytes, Options);

    public Utf8JsonWriter Json { get; }

    /// <summary>Bytes that were written and not sent.</summary>
    public long Length => Json.BytesPending + _bytes.Length;

    public static JsonAnswer Begin()
    {
        JsonAnswer answer = t_kept ?? new JsonAnswer();
        t_kept = null;
        return answer;
    }

    public void Dispose()
    {
        Json.Reset();
        _bytes.Clear();
        if (_bytes.Capacity <= MaxKeptBytes && t_kept is null)
            t_kept = this;
        else
            _bytes.Dispose();
    }

    /// <summary>Sends what there is if it is much; the status is 200 from then on.</summary>
    public async ValueTask SendPieceAsync(HttpContext context)
    {
        if (Length < PieceBytes)
            return;
        Flush();
        if (!context.Response.HasStarted)
            context.Response.ContentType = MediaType;
        await context.WriteAnswerAsync(_bytes.Memory);
        _bytes.Clear();
    }

    /// <summary>Sends the answer; false if the connection was gone.</summary>
    public async Task<bool> SendAsync(
        HttpContext context, int status = StatusCodes.Status200OK, string mediaType = MediaType)
    {
        Flush();
        HttpResponse response = context.Response;
        if (!response.HasStarted)
        {
            response.StatusCode = status;
            response.ContentType = mediaType;
            response.ContentLength = _bytes.Length;
        }

        FlushResult flushed = await context.WriteAnswerAsync(_bytes.Memory);
        return !flushed.IsCanceled && !flushed.IsCompleted;
    }

    /// <summary>The JSON written so far.</summary>
    internal byte[] ToArray()
    {
        Flush();
        return _bytes.Span.ToArray();
    }

    private void Flush() => Json.Flush();
}
