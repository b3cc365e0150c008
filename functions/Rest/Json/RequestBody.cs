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
                await CopyAsync(context.Request.BodyReader, body, context.RequestAborted);
            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    private static async ValueTask CopyAsync(PipeReader reader, PooledBytes body, CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadResult read = await reader.ReadAsync(cancellationToken);
            if (body.Length + read.Buffer.Length > Limits.MaxRequestBytes)
                throw TooLarge();
            foreach (ReadOnlyMemory<byte> segment in read.Buffer)
                body.Write(segment.Span);
            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                return;
        }
    }

    private static ProblemException TooLarge() => new(new Problem(
        StatusCodes.Status413PayloadTooLarge,
        ProblemCode.RequestTooLarge,
        $"A request has at most {Limits.MaxRequestBytes} bytes. Send fewer messages at once."));
}
