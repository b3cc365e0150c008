using System.Security.Cryptography;
using QueueService.Functions.Sqs.Digests;

namespace QueueService.Tests.Functions.Sqs.Digests;

/// <summary>Digests of several texts at once beside those of the platform.</summary>
public sealed class Md5BatchTests
{
    [Fact]
    public void Hash_WhenLengthsAreAroundTheBlock_IsThatOfThePlatform()
    {
        for (int length = 0; length < 200; length++)
            Check([.. Enumerable.Range(0, 1 + (length % Md5Lanes.Count)).Select(n => Text(length + n, n))]);
    }

    [Fact]
    public void Hash_WhenLengthsDiffer_IsThatOfThePlatform()
    {
        Random random = new(4);
        for (int round = 0; round < 200; round++)
            Check([.. Enumerable.Range(0, random.Next(1, 17)).Select(n => Text(random.Next(3000), round + n))]);
        Check([Text(1_048_576, 1), Text(0, 2), Text(511, 3), Text(512, 4)]);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 100)]
    [InlineData(10, 1024)]
    [InlineData(40, 50)]
    public void Of_WhenThereAreAnyNumberOfTexts_GivesEachItsDigest(int count, int length)
    {
        ReadOnlyMemory<byte>[] texts = [.. Enumerable.Range(0, count).Select(n => Text(length + n, n))];
        Assert.Equal(texts.Select(Expected), Md5Batch.Of(texts).Select(digest => digest.ToString()));
    }

    private static void Check(ReadOnlyMemory<byte>[] texts)
    {
        Md5Digest[] digests = new Md5Digest[texts.Length];
        Md5Lanes.Hash(texts, digests);
        Assert.Equal(texts.Select(Expected), digests.Select(digest => digest.ToString()));
    }

    private static ReadOnlyMemory<byte> Text(int length, int seed)
    {
        byte[] text = new byte[length];
        new Random(seed).NextBytes(text);
        return text;
    }

#pragma warning disable CA5351 // The protocol wants MD5.
    private static string Expected(ReadOnlyMemory<byte> text) => Convert.ToHexStringLower(MD5.HashData(text.Span));
#pragma warning restore CA5351
}
