using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace QueueService.Functions.Rest;

/// <summary>A JSON answer under way: a writer over a pooled buffer, sent in one piece with its length.</summary>
internal sealed class JsonAnswer : IDisposable
{
    private const int LargestKept = 1024 * 1024;
    private static readonly ConcurrentBag<JsonAnswer> Pool = [];
    private readonly ArrayBufferWriter<byte> _buffer = new(16 * 1024);

    // Answers are JSON for programs, never embedded in HTML: only what JSON demands is escaped.
    private JsonAnswer() => Writer = new Utf8JsonWriter(_buffer, new JsonWriterOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    });

    public Utf8JsonWriter Writer { get; }

    public static JsonAnswer Begin() => Pool.TryTake(out JsonAnswer? answer) ? answer : new JsonAnswer();

    public async Task SendAsync(HttpResponse response)
    {
        await Writer.FlushAsync(response.HttpContext.RequestAborted);
        response.ContentType ??= "application/json";
        response.ContentLength = _buffer.WrittenCount;
        await response.BodyWriter.WriteAsync(_buffer.WrittenMemory, response.HttpContext.RequestAborted);
    }

    public void Dispose()
    {
        if (_buffer.Capacity > LargestKept || Pool.Count > 256)
            return;
        _buffer.ResetWrittenCount();
        Writer.Reset();
        Pool.Add(this);
    }
}
