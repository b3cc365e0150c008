using System.Security.Cryptography;
using QueueService.Queues.Messages;

namespace QueueService.Tests.Core.Queues.Messages;

/// <summary>The MAC of receipt handles beside the platform's own CBC mode.</summary>
public sealed class HandleMacTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(n => (byte)n)];
    private static readonly byte[] Input = [.. Enumerable.Range(100, HandleMac.InputBytes).Select(n => (byte)n)];

    [Fact]
    public void Compute_WhenCalledOnManyThreads_IsTheLastBlockOfCbcMode()
    {
        using Aes aes = Aes.Create();
        aes.Key = Key;
        byte[] expected = aes.EncryptCbc(Input, new byte[16], PaddingMode.None)[16..];
        using HandleMac mac = new(Key);
        Parallel.For(0, 1_000, _ =>
        {
            byte[] computed = new byte[HandleMac.Bytes];
            mac.Compute(Input, computed);
            Assert.Equal(expected, computed);
        });
    }

    [Fact]
    public void Compute_WhenTheInputIsOfAnotherLength_Refuses()
    {
        using HandleMac mac = new(Key);
        Assert.Throws<ArgumentException>(() => mac.Compute(Input.AsSpan(1), new byte[HandleMac.Bytes]));
    }
}
