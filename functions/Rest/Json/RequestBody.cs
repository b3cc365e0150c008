using System.Buffers;
using System.IO.Pipelines;
using QueueService.Functions.Rest.Problems;

namespace QueueService.Functions.Rest.Json;

/// <summary>Reads a whole request body into one rented buffer, which a parser then sees as one span.</summary>
internal static class RequestBody
{
    /// <summary>
    /// What is rented before anything has come: a client that announces much and sends little must not cost memory.
    /// </summary>
    private const int InitialBytes = 16 * 1024;

    public static async ValueTask<PooledBytes> ReadAsync(HttpContext context)
    {
        long? announced = context.Request.ContentLength;
        if (announced > Limits.MaxRequestBytes)
            throw TooLarge();
        var body = new PooledBytes((int)Math.Min(announced ?? InitialBytes, InitialBytes));
        try
        {
            if (announced != 0)
                await CopyAsync(context, body);
            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    private static async ValueTask CopyAsync(HttpContext context, PooledBytes body)
    {
        PipeReader reader = context.Request.BodyReader;
        RequestLease? lease = null;
        while (true)
        {
            ReadResult read = await reader.ReadAsync(context.RequestAborted);
            long length = body.Length + read.Buffer.Length;
            if (length > Limits.MaxRequestBytes)
                throw TooLarge();
            if (length > InitialBytes)
                (lease ??= NewLease(context)).Hold(length);
            foreach (ReadOnlyMemory<byte> segment in read.Buffer)
                body.Write(segment.Span);
            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                return;
        }
    }

    /// <summary>Held to the end of the request, since its messages are held until they are durable.</summary>
    private static RequestLease NewLease(HttpContext context)
    {
        RequestLease lease = new();
        context.Response.RegisterForDispose(lease);
        return lease;
    }

    private static ProblemException TooLarge() => new(new Problem(
        StatusCodes.Status413PayloadTooLarge,
        ProblemCode.RequestTooLarge,
        $"A request has at most {Limits.MaxRequestBytes} bytes. Send fewer messages at once."));
}
