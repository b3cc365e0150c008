namespace QueueService.Exchanges.Matching.Topics;

/// <summary>A pattern as numbers of words (<see cref="WordTable"/>), and the bindings that have it.</summary>
internal sealed class TopicPattern(int[] pattern, BindingGroup bindings)
{
    private readonly int _firstMany = Array.IndexOf(pattern, WordTable.Many);
    private readonly int _lastMany = Array.LastIndexOf(pattern, WordTable.Many);

    public ReadOnlySpan<int> Words => pattern;

    public BindingGroup Bindings => bindings;

    /// <summary>The words between the first and the last <c>#</c>; none if there are no two.</summary>
    public ReadOnlySpan<int> Middle => _firstMany < _lastMany ? pattern.AsSpan((_firstMany + 1).._lastMany) : [];

    public bool BeginsWithWildcard => pattern is [WordTable.One or WordTable.Many, ..];

    /// <summary>
    /// Whether it takes a key: what stands before the first <c>#</c> at its start, what stands behind the last one at
    /// its end, and each piece between them at the first place behind the piece before it. To take a later place would
    /// leave less for the others, so no place is given up again. It costs a step for each word of the pattern, of as
    /// many numbers as the bits for the words of the key take.
    /// </summary>
    public bool Takes(KeyWords key)
    {
        ReadOnlySpan<int> words = key.All;
        if (_firstMany < 0)
            return words.Length == pattern.Length && AreTaken(pattern, words);
        ReadOnlySpan<int> start = pattern.AsSpan(0, _firstMany);
        ReadOnlySpan<int> end = pattern.AsSpan(_lastMany + 1);
        if (start.Length + end.Length > words.Length
            || !AreTaken(start, words[..start.Length])
            || !AreTaken(end, words[^end.Length..]))
            return false;
        ReadOnlySpan<int> middle = Middle;
        int place = start.Length;
        foreach (Range range in middle.Split(WordTable.Many))
        {
            ReadOnlySpan<int> piece = middle[range];
            place = key.Find(piece, place, words.Length - end.Length);
            if (place < 0)
                return false;
            place += piece.Length;
        }

        return true;
    }

    private static bool AreTaken(ReadOnlySpan<int> piece, ReadOnlySpan<int> words)
    {
        for (int n = 0; n < piece.Length; n++)
        {
            if (piece[n] != WordTable.One && piece[n] != words[n])
                return false;
        }

        return true;
    }
}
