namespace QueueService.Functions.Rest.Problems;

/// <summary>What a client has sent, as an error may show it: enough to find it, and no more.</summary>
internal static class Quoted
{
    /// <summary>In characters.</summary>
    public const int Most = 100;

    private const string More = "...";

    public static string Of(string text) => Of(text, Most);

    public static string Of(string text, int most)
    {
        if (text.Length <= most)
            return text;
        int end = most - More.Length;
        // A pair is shown whole or not at all.
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[end - 1]) ? end - 1 : end), More);
    }
}
