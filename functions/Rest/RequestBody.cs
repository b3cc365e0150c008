using System.Buffers;
using System.IO.Pipelines;
using QueueService.Queues;

namespace QueueService.Functions.Rest;

/// <summary>The body of a request, whole and bounded, over a pooled buffer.</summary>
internal sealed class RequestBody : IDisposable
{
    private static long _held;
    private byte[] _buffer = [];
    private int _length;

    private RequestBody(int capacity) => Hold(capacity);

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
        Interlocked.Add(ref _held, -_buffer.Length);
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _length = 0;
    }

    /// <summary>Makes the buffer this large, within what all requests together may hold.</summary>
    private void Hold(int capacity)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(capacity);
        if (Interlocked.Add(ref _held, larger.Length) > Limits.MaxRequestBytesInFlight)
        {
            Interlocked.Add(ref _held, -larger.Length);
            ArrayPool<byte>.Shared.Return(larger);
            throw new BrokerException(
                BrokerErrorCode.Overloaded, "The service holds as many requests as it can. Slow down and try again.");
        }

        Span.CopyTo(larger);
        int length = _length;
        Dispose();
        _buffer = larger;
        _length = length;
    }

    private void Append(in ReadOnlySequence<byte> part)
    {
        long needed = _length + part.Length;
        if (needed > Limits.MaxRequestBytes)
            throw TooLarge();
        if (needed > _buffer.Length)
            Hold((int)Math.Max(needed, 2L * _buffer.Length));
        part.CopyTo(_buffer.AsSpan(_length));
        _length = (int)needed;
    }

    private static RestException TooLarge() => new(
        StatusCodes.Status413PayloadTooLarge,
        "RequestTooLarge",
        $"A request may have at most {Limits.MaxRequestBytes} bytes. Send the messages in several requests.");
}
