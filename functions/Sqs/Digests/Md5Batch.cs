namespace QueueService.Functions.Sqs.Digests;

/// <summary>The digests of the bodies of one request.</summary>
internal static class Md5Batch
{
    /// <summary>
    /// A pass over the lanes takes as long as about three texts of the length of the longest one by one.
    /// </summary>
    private const int LeastGain = 3;

    public static Md5Digest[] Of(ReadOnlySpan<ReadOnlyMemory<byte>> texts)
    {
        Md5Digest[] digests = new Md5Digest[texts.Length];
        for (int first = 0; first < texts.Length; first += Md5Lanes.Count)
        {
            int count = Math.Min(Md5Lanes.Count, texts.Length - first);
            Hash(texts.Slice(first, count), digests.AsSpan(first, count));
        }

        return digests;
    }

    private static void Hash(ReadOnlySpan<ReadOnlyMemory<byte>> texts, Span<Md5Digest> digests)
    {
        if (Md5Lanes.IsSupported && Gains(texts))
        {
            Md5Lanes.Hash(texts, digests);
            return;
        }

        for (int n = 0; n < texts.Length; n++)
            digests[n] = Md5Digest.Of(texts[n].Span);
    }

    private static bool Gains(ReadOnlySpan<ReadOnlyMemory<byte>> texts)
    {
        long all = 0;
        int longest = 0;
        foreach (ReadOnlyMemory<byte> text in texts)
        {
            int blocks = Md5Lanes.Blocks(text.Length);
            all += blocks;
            longest = Math.Max(longest, blocks);
        }

        return all >= LeastGain * (long)longest;
    }
}
