namespace QueueService.Benchmarks.Load;

/// <summary>
/// As fast as the receivers take: only so many messages may be sent and not yet received. Without a bound senders
/// outrun receivers, and the latency is that of a growing backlog.
/// </summary>
internal sealed class CreditPace(int batches, int batch) : ISendPace, IDisposable
{
    private readonly SemaphoreSlim _credit = new(batches);
    private long _received;

    public ValueTask WaitAsync(CancellationToken cancellation) => new(_credit.WaitAsync(cancellation));

    public void OnReceived(int messages)
    {
        long after = Interlocked.Add(ref _received, messages);
        int whole = (int)((after / batch) - ((after - messages) / batch));
        if (whole > 0)
            _credit.Release(whole);
    }

    public void Dispose() => _credit.Dispose();
}
