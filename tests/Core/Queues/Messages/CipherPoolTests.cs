using QueueService.Queues.Messages;

namespace QueueService.Tests.Core.Queues.Messages;

public sealed class CipherPoolTests
{
    [Fact]
    public void Compute_WhenManyThreadsHaveComeAndGone_KeepsFewCiphers()
    {
        using HandleMac mac = new(new byte[32]);
        using CipherPool pool = new(new byte[32]);
        for (int n = 0; n < 20 * pool.Capacity; n++)
        {
            Thread thread = new(() => mac.Compute(new byte[HandleMac.InputBytes], new byte[HandleMac.Bytes]));
            thread.Start();
            thread.Join();
        }

        Assert.InRange(mac.Ciphers, 1, pool.Capacity);
    }

    [Fact]
    public void Return_WhenMoreWereRentedThanAreKept_EndsTheRest()
    {
        using CipherPool pool = new(new byte[32]);
        List<BlockCipher> rented = [.. Enumerable.Range(0, 3 * pool.Capacity).Select(_ => pool.Rent())];
        Assert.Equal(3 * pool.Capacity, pool.Count);
        rented.ForEach(pool.Return);
        Assert.Equal(pool.Capacity, pool.Count);
    }

    [Fact]
    public void Dispose_WhenCiphersAreInUse_EndsThemWhenTheyComeBack()
    {
        CipherPool pool = new(new byte[32]);
        BlockCipher used = pool.Rent();
        pool.Return(pool.Rent());
        pool.Dispose();
        Assert.Equal(1, pool.Count);
        pool.Return(used);
        Assert.Equal(0, pool.Count);
    }
}
