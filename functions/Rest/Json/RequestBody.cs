using System.Buffers;
using System.IO.Pipelines;
using QueueService.Functions.Rest.Problems;
using QueueService.Queues;

namespace QueueService.Functions.Rest.Json;

/// <summary>
/// A whole request body in one rented buffer, which a parser then sees as one span. What all bodies hold together is
/// bounded; a send keeps its body until its messages are durable, so that the bound covers all that waits.
/// </summary>
internal sealed class RequestBody : IDisposable
{
    /// <summary>
    /// What is rented before anything has come: a client that announces much and sends little must not cost memory.
    /// </summary>
    private const int InitialBytes = 16 * 1024;

    private static long _heldByAll;

    private readonly PooledBytes _bytes;
    private long _held;

    private RequestBody(int capacity) => _bytes = new PooledBytes(capacity);

    /// <summary>What the bodies of all requests together may hold, in bytes; set once at the start.</summary>
    public static long MaxHeldByAll { get; set; } = Limits.MaxRequestBytesInFlight;

    /// <summary>What is said to a request of more than <see cref="Limits.MaxRequestBytes"/>.</summary>
    public static Problem TooLarge { get; } = new(
        StatusCodes.Status413PayloadTooLarge,
        ProblemCode.RequestTooLarge,
        $"A request has at most {Limits.MaxRequestBytes} bytes. Send fewer messages at once.");

    public ReadOnlyMemory<byte> Memory => _bytes.Memory;

    public ReadOnlySpan<byte> Span => _bytes.Span;

    public static async ValueTask<RequestBody> ReadAsync(HttpContext context)
    {
        long? announced = context.Request.ContentLength;
        if (announced > Limits.MaxRequestBytes)
            throw new ProblemException(TooLarge);
        var body = new RequestBody((int)Math.Min(announced ?? InitialBytes, InitialBytes));
        try
        {
            if (announced != 0)
                await body.CopyAsync(context.Request.BodyReader, context.RequestAborted);
            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Interlocked.Add(ref _heldByAll, -_held);
        _held = 0;
        _bytes.Dispose();
    }

    private async ValueTask CopyAsync(PipeReader reader, CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadResult read = await reader.ReadAsync(cancellationToken);
            if (_bytes.Length + read.Buffer.Length > Limits.MaxRequestBytes)
                throw new ProblemException(TooLarge);
            foreach (ReadOnlyMemory<byte> segment in read.Buffer)
                _bytes.Write(segment.Span);
            reader.AdvanceTo(read.Buffer.End);
            Account();
            if (read.IsCompleted)
                return;
        }
    }

    private void Account()
    {
        long more = _bytes.Capacity - _held;
        _held += more;
        if (Interlocked.Add(ref _heldByAll, more) > MaxHeldByAll)
        {
            throw new BrokerException(
                BrokerErrorCode.Overloaded, "The service holds as many requests as it can. Slow down and try again.");
        }
    }
}
