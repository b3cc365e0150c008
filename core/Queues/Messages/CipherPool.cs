namespace QueueService.Queues.Messages;

/// <summary>
/// Keeps as many ciphers as work at one time on this machine. One per thread would be kept for every thread that the
/// pool of threads ever had. Thread-safe.
/// </summary>
/// <param name="key">32 bytes.</param>
internal sealed class CipherPool(byte[] key) : IDisposable
{
    private readonly BlockCipher?[] _idle = new BlockCipher?[2 * Environment.ProcessorCount];
    private volatile bool _isDisposed;
    private int _count;

    /// <summary>How many there are: those that are kept, and those that are in use.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>How many are kept at most while none is in use.</summary>
    public int Capacity => _idle.Length;

    public BlockCipher Rent()
    {
        for (int n = 0, first = Environment.CurrentManagedThreadId; n < _idle.Length; n++)
        {
            if (Interlocked.Exchange(ref _idle[(first + n) % _idle.Length], null) is { } cipher)
                return cipher;
        }

        Interlocked.Increment(ref _count);
        return new BlockCipher(key);
    }

    public void Return(BlockCipher cipher)
    {
        for (int n = 0, first = Environment.CurrentManagedThreadId; n < _idle.Length && !_isDisposed; n++)
        {
            if (Interlocked.CompareExchange(ref _idle[(first + n) % _idle.Length], cipher, null) is null)
                return;
        }

        End(cipher);
    }

    public void Dispose()
    {
        _isDisposed = true;
        for (int n = 0; n < _idle.Length; n++)
        {
            if (Interlocked.Exchange(ref _idle[n], null) is { } cipher)
                End(cipher);
        }
    }

    private void End(BlockCipher cipher)
    {
        cipher.Dispose();
        Interlocked.Decrement(ref _count);
    }
}
