using System.Buffers.Text;
using System.Text;

namespace QueueService.Benchmarks.Load;

/// <summary>Just enough of HTTP/1.1 to take apart the answers of a keep-alive server.</summary>
internal static class AnswerParser
{
    private const int StatusOffset = 9;

    /// <summary>
    /// False while bytes are missing. A chunked body is moved together in place, once it is complete.
    /// </summary>
    public static bool TryParse(Memory<byte> received, out HttpAnswer answer)
    {
        answer = default;
        Span<byte> bytes = received.Span;
        int headEnd = bytes.IndexOf("\r\n\r\n"u8);
        if (headEnd < 0)
            return false;
        int status = ParseStatus(bytes[..headEnd]);
        int bodyStart = headEnd + 4;
        (int length, bool chunked) = ParseFraming(bytes[..headEnd]);
        if (chunked)
        {
            if (!TryMoveChunksTogether(bytes[bodyStart..], out length))
                return false;
        }
        else if (bytes.Length < bodyStart + length)
        {
            return false;
        }

        answer = new HttpAnswer(status, received.Slice(bodyStart, length));
        return true;
    }

    private static int ParseStatus(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("HTTP/1.1 "u8) && Utf8Parser.TryParse(head[StatusOffset..], out int status, out int used)
            && used == 3)
        {
            return status;
        }

        throw new BenchmarkFailedException($"Not an HTTP/1.1 answer: {Encoding.ASCII.GetString(head)}");
    }

    private static (int Length, bool Chunked) ParseFraming(ReadOnlySpan<byte> head)
    {
        foreach (Range range in head.Split("\r\n"u8))
        {
            ReadOnlySpan<byte> line = head[range];
            int colon = line.IndexOf((byte)':');
            if (colon < 0)
                continue;
            ReadOnlySpan<byte> value = line[(colon + 1)..].Trim((byte)' ');
            if (Ascii.EqualsIgnoreCase(line[..colon], "content-length"u8)
                && Utf8Parser.TryParse(value, out int length, out int used) && used == value.Length)
            {
                return (length, false);
            }

            if (Ascii.EqualsIgnoreCase(line[..colon], "transfer-encoding"u8)
                && Ascii.EqualsIgnoreCase(value, "chunked"u8))
            {
                return (0, true);
            }
        }

        // 201 and 204 may come without a body and without its length.
        return (0, false);
    }

    private static bool TryMoveChunksTogether(Span<byte> body, out int length)
    {
        length = 0;
        if (!body.EndsWith("0\r\n\r\n"u8))
            return false;
        int read = 0;
        int written = 0;
        while (TryReadChunkHead(body[read..], out int size, out int headLength))
        {
            read += headLength;
            if (size == 0)
            {
                length = written;
                return true;
            }

            // The end was seen, and the client sends its next request only after it: all chunks must be here.
            body.Slice(read, size).CopyTo(body[written..]);
            written += size;
            read += size + 2;
        }

        throw new BenchmarkFailedException("A chunked answer is not well formed.");
    }

    private static bool TryReadChunkHead(ReadOnlySpan<byte> bytes, out int size, out int length)
    {
        length = bytes.IndexOf("\r\n"u8) + 2;
        return Utf8Parser.TryParse(bytes, out size, out _, 'x') && length > 2;
    }
}
