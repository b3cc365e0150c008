using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;

namespace QueueService.Storage.Azure;

/// <summary>
/// Sends a write once, in place of the policy that repeats requests. The SDK encodes a transaction again to learn its
/// length, writes it in a dozen pieces and reads its answer byte by byte. Here it is encoded once, into a buffer that
/// is kept, and the answer is freed of what nobody asks for.
/// </summary>
internal sealed class TransactionPolicy : HttpPipelinePolicy
{
    /// <summary>A larger buffer, which few transactions need, is not kept.</summary>
    private const int MaxKeptBytes = 1024 * 1024;

    private readonly ConcurrentQueue<MemoryStream> _buffers = new();

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("The store is never waited for synchronously.");

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var buffer = _buffers.TryDequeue(out var kept) ? kept : new MemoryStream();
        if (message.Request.Content is { } content)
        {
            await content.WriteToAsync(buffer, message.CancellationToken);
            message.Request.Content = RequestContent.Create(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
        }

        await ProcessNextAsync(message, pipeline);
        if (message.Response is { Status: 202, ContentStream: MemoryStream answer })
            Shorten(answer);

        // Not after a failure: the transport may still look at it then.
        buffer.SetLength(0);
        if (buffer.Capacity <= MaxKeptBytes)
            _buffers.Enqueue(buffer);
    }

    /// <summary>Takes out the headers of the parts that nobody asks for.</summary>
    private static void Shorten(MemoryStream answer)
    {
        var bytes = answer.GetBuffer().AsSpan(0, (int)answer.Length);
        var length = 0;
        foreach (var range in ((ReadOnlySpan<byte>)bytes).Split((byte)'\n'))
        {
            var line = bytes[range.Start.Value..Math.Min(range.End.Value + 1, bytes.Length)];
            if (IsIdle(line))
                continue;
            line.CopyTo(bytes[length..]);
            length += line.Length;
        }

        answer.SetLength(length);
    }

    private static bool IsIdle(ReadOnlySpan<byte> line) =>
        line.StartsWith("Cache-Control:"u8) || line.StartsWith("Content-Transfer-Encoding:"u8)
        || line.StartsWith("Content-Type: application/http"u8) || line.StartsWith("DataServiceId:"u8)
        || line.StartsWith("DataServiceVersion:"u8) || line.StartsWith("Location:"u8)
        || line.StartsWith("Preference-Applied:"u8) || line.StartsWith("X-Content-Type-Options:"u8);
}
