using QueueService.Exchanges.Events;

namespace QueueService.Exchanges.Machine;

/// <summary>
/// Messages that this process has published without a commit in the log of the exchange: they are counted along with
/// the next commit, or when the exchange is at rest. What a crash takes away was delivered all the same. Thread-safe.
/// </summary>
internal sealed class Tally
{
    private long _published;
    private long _unroutable;

    public long Published => Volatile.Read(ref _published);

    public long Unroutable => Volatile.Read(ref _unroutable);

    public bool IsEmpty => Published == 0 && Unroutable == 0;

    /// <summary>What is to be counted now; it stays until it is durable.</summary>
    public Counted Counted => new(Published, Unroutable);

    public void Add(long published, long unroutable)
    {
        Interlocked.Add(ref _published, published);
        Interlocked.Add(ref _unroutable, unroutable);
    }

    /// <summary>So much has become durable.</summary>
    public void Settle(Counted counted) => Add(-counted.Published, -counted.Unroutable);
}
