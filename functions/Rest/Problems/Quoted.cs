namespace QueueService.Functions.Rest.Problems;

/// <summary>What a client has sent, as an error may show it: enough to find it, and no more.</summary>
internal static class Quoted
{
    /// <summary>In characters.</summary>
    public const int Most = 100;

    private const string More = "...";

    /// <param name="most">In characters, where clients match on more than is usually shown.</param>
    public static string Of(string text, int most = Most)
    {
        if (text.Length <= most)
            return text;
        int kept = most - More.Length;

        // A pair is shown whole or not at all.
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[kept - 1]) ? kept - 1 : kept), More);
    }
}
