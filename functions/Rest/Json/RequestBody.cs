using System.Buffers;
using System.IO.Pipelines;
using QueueService.Functions.Rest.Problems;

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

    private static BodyBudget s_budget = new(Limits.MaxRequestBytesInFlight);

    private readonly PooledBytes _bytes;
    private readonly BodyBudget _budget = s_budget;
    private readonly HttpContext _context;
    private string? _key;
    private BodyOwner? _owner;
    private long _held;

    private RequestBody(int capacity, HttpContext context, string? key)
    {
        _bytes = new PooledBytes(capacity);
        _context = context;
        _key = key;
    }

    /// <summary>Looked up once the body is so large that its share counts.</summary>
    private BodyOwner Owner =>
        _held > BodyBudget.SmallBytes ? _owner ??= BodyOwner.Of(_context, _key) : BodyOwner.Nobody;

    /// <summary>Sets what the bodies of all requests together may hold, in bytes; once at the start.</summary>
    public static void SetMost(long bytes) => s_budget = new BodyBudget(bytes);

    /// <summary>What is said to a request of more than <see cref="Limits.MaxRequestBytes"/>.</summary>
    public static Problem TooLarge { get; } = new(
        StatusCodes.Status413PayloadTooLarge,
        ProblemCode.RequestTooLarge,
        $"A request has at most {Limits.MaxRequestBytes} bytes. Send fewer messages at once.");

    public ReadOnlyMemory<byte> Memory => _bytes.Memory;

    public ReadOnlySpan<byte> Span => _bytes.Span;

    /// <param name="key">Who has proven to send it; null to ask the request.</param>
    public static async ValueTask<RequestBody> ReadAsync(HttpContext context, string? key = null)
    {
        long? announced = context.Request.ContentLength;
        if (announced > Limits.MaxRequestBytes)
            throw new ProblemException(TooLarge);
        var body = new RequestBody((int)Math.Min(announced ?? InitialBytes, InitialBytes), context, key);
        try
        {
            if (announced != 0)
                await body.CopyAsync(context);
            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    /// <summary>Says who has sent the body, now that it is proven.</summary>
    public void Prove(string key)
    {
        _key = key;
        if (_owner is not { Key: null } unknown)
            return;
        BodyOwner known = unknown with { Key = key };
        _owner = known;
        _budget.Prove(unknown, known, _held);
    }

    /// <summary>Counts memory that is made out of the body, for as long as the body is held.</summary>
    public void Reserve(long bytes)
    {
        long before = _held;
        _held += bytes;
        _budget.Take(Owner, before, _held);
    }

    public void Dispose()
    {
        _budget.Return(Owner, _held);
        _held = 0;
        _bytes.Dispose();
    }

    private async ValueTask CopyAsync(HttpContext context)
    {
        BodyPatience patience = default;
        PipeReader reader = context.Request.BodyReader;
        while (true)
        {
            ReadResult read = await patience.ReadAsync(context);
            if (_bytes.Length + read.Buffer.Length > Limits.MaxRequestBytes)
            {
                // The server drops what is still to come, which it can only once nobody reads.
                reader.AdvanceTo(read.Buffer.End);
                throw new ProblemException(TooLarge);
            }

            foreach (ReadOnlyMemory<byte> segment in read.Buffer)
                _bytes.Write(segment.Span);
            reader.AdvanceTo(read.Buffer.End);
            Reserve(_bytes.Capacity - _held);
            if (read.IsCompleted)
                return;
        }
    }
}
