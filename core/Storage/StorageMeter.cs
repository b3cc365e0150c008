namespace QueueService.Storage;

/// <summary>Counts what the service asks of its store, for metrics and benchmarks.</summary>
public sealed class StorageMeter
{
    private long _transactions;
    private long _bytesWritten;
    private long _bytesRead;

    /// <summary>Requests that the store would bill (on disk: synced writes, file reads).</summary>
    public long Transactions => Volatile.Read(ref _transactions);

    public long BytesWritten => Volatile.Read(ref _bytesWritten);

    public long BytesRead => Volatile.Read(ref _bytesRead);

    public void Transaction(long bytesWritten = 0, long bytesRead = 0)
    {
        Interlocked.Increment(ref _transactions);
        if (bytesWritten != 0)
            Interlocked.Add(ref _bytesWritten, bytesWritten);
        if (bytesRead != 0)
            Interlocked.Add(ref _bytesRead, bytesRead);
    }
}
