using System.Buffers;
using System.IO.Pipelines;

namespace QueueService.Functions.Rest;

/// <summary>The body of a request, whole and bounded, over a pooled buffer.</summary>
internal sealed class RequestBody : IDisposable
{
    private byte[] _buffer;
    private int _length;

    private RequestBody(int capacity) => _buffer = ArrayPool<byte>.Shared.Rent(capacity);

    public ReadOnlySpan<byte> Span => _buffer.AsSpan(0, _length);

    public bool IsEmpty => _length == 0;

    /// <summary>Reads a JSON body; refuses other media types. An absent body is an empty one.</summary>
    public static Task<RequestBody> ReadJsonAsync(HttpRequest request)
    {
        if (request.ContentType is { } type && !MediaTypes.IsJson(type))
            throw MediaTypes.NotJson();
        return ReadAsync(request);
    }

    public static async Task<RequestBody> ReadAsync(HttpRequest request)
    {
        if (request.ContentLength > Limits.MaxRequestBytes)
            throw TooLarge();
        RequestBody body = new((int)(request.ContentLength ?? 4096));
        try
        {
            PipeReader reader = request.BodyReader;
            while (true)
            {
                ReadResult result = await reader.ReadAsync(request.HttpContext.RequestAborted);
                body.Append(result.Buffer);
                reader.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted)
                    return body;
            }
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _length = 0;
    }

    private void Append(in ReadOnlySequence<byte> part)
    {
        long needed = _length + part.Length;
        if (needed > Limits.MaxRequestBytes)
            throw TooLarge();
        if (needed > _buffer.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Max(needed, 2L * _buffer.Length));
            Span.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        part.CopyTo(_buffer.AsSpan(_length));
        _length = (int)needed;
    }

    private static RestException TooLarge() => new(
        StatusCodes.Status413PayloadTooLarge,
        "RequestTooLarge",
        $"A request may have at most {Limits.MaxRequestBytes} bytes. Send the messages in several requests.");
}
