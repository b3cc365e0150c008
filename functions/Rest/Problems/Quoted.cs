namespace QueueService.Functions.Rest.Problems;

/// <summary>What a client has sent, as an error may show it: enough to find it, and no more.</summary>
internal static class Quoted
{
    /// <summary>In characters.</summary>
    public const int Most = 100;

    private const string More = "...";
    private const int Kept = Most - 3;

    public static string Of(string text)
    {
        if (text.Length <= Most)
            return text;
        // A pair is shown whole or not at all.
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[Kept - 1]) ? Kept - 1 : Kept), More);
    }
}
