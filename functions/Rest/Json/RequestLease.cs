using QueueService.Queues;

namespace QueueService.Functions.Rest.Json;

/// <summary>
/// What one large request holds of the bytes that all requests together may hold; given back when the request ends.
/// </summary>
internal sealed class RequestLease : IDisposable
{
    private static long _heldByAll;
    private long _held;

    /// <summary>Raises the share to this many bytes; refuses with <c>Overloaded</c> where that is too much for all.</summary>
    public void Hold(long bytes)
    {
        long more = bytes - _held;
        if (Interlocked.Add(ref _heldByAll, more) > Limits.MaxRequestBytesInFlight)
        {
            Interlocked.Add(ref _heldByAll, -more);
            throw new BrokerException(
                BrokerErrorCode.Overloaded, "The service holds as many requests as it can. Slow down and try again.");
        }

        _held = bytes;
    }

    public void Dispose()
    {
        Interlocked.Add(ref _heldByAll, -_held);
        _held = 0;
    }
}
