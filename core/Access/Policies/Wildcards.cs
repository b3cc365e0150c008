namespace QueueService.Access.Policies;

/// <summary>Patterns of names, in which <c>*</c> is any text, also none, and <c>?</c> any one character.</summary>
internal static class Wildcards
{
    public static bool TakeEverything(string pattern) => pattern.AsSpan().TrimStart('*').IsEmpty;

    /// <summary>
    /// Goes back to the last star only, which is enough: the cost is bounded by the product of the lengths. A star in
    /// the text is matched by a star alone, and a question mark by both wildcards. So a text that is a pattern itself
    /// is matched only if all is taken that it takes.
    /// </summary>
    public static bool Match(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        int at = 0;
        int star = -1;
        int resume = 0;
        for (int n = 0; n < text.Length;)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                star = at++;
                resume = n;
            }
            else if (at < pattern.Length && (pattern[at] == text[n] || (pattern[at] == '?' && text[n] != '*')))
            {
                at++;
                n++;
            }
            else if (star >= 0)
            {
                at = star + 1;
                n = ++resume;
            }
            else
            {
                return false;
            }
        }

        return pattern[at..].TrimStart('*').IsEmpty;
    }
}
