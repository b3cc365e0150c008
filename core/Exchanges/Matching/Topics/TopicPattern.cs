namespace QueueService.Exchanges.Matching.Topics;

/// <summary>A pattern as numbers of words (<see cref="WordTable"/>), and the bindings that have it.</summary>
internal sealed class TopicPattern(int[] words, BindingGroup bindings)
{
    private readonly int _firstMany = Array.IndexOf(words, WordTable.Many);
    private readonly int _lastMany = Array.LastIndexOf(words, WordTable.Many);

    public ReadOnlySpan<int> Words => words;

    public BindingGroup Bindings => bindings;

    /// <summary>The words between the first and the last <c>#</c>; none if there are no two.</summary>
    public ReadOnlySpan<int> Middle => _firstMany < _lastMany ? words.AsSpan((_firstMany + 1).._lastMany) : [];

    public bool BeginsWithWildcard => words is [WordTable.One or WordTable.Many, ..];

    /// <summary>
    /// Whether it takes a key: what stands before the first <c>#</c> at its start, what stands behind the last one at
    /// its end, and each piece between them at the first place behind the piece before it. To take a later place would
    /// leave less for the others, so no place is given up again: it costs words of the pattern times words of the key.
    /// </summary>
    public bool Takes(ReadOnlySpan<int> key)
    {
        if (_firstMany < 0)
            return key.Length == words.Length && AreTaken(words, key);
        ReadOnlySpan<int> start = words.AsSpan(0, _firstMany);
        ReadOnlySpan<int> end = words.AsSpan(_lastMany + 1);
        if (start.Length + end.Length > key.Length
            || !AreTaken(start, key[..start.Length])
            || !AreTaken(end, key[^end.Length..]))
            return false;
        ReadOnlySpan<int> rest = key[start.Length..^end.Length];
        ReadOnlySpan<int> middle = Middle;
        foreach (Range range in middle.Split(WordTable.Many))
        {
            ReadOnlySpan<int> piece = middle[range];
            while (!(rest.Length >= piece.Length && AreTaken(piece, rest[..piece.Length])))
            {
                if (rest.Length <= piece.Length)
                    return false;
                rest = rest[1..];
            }

            rest = rest[piece.Length..];
        }

        return true;
    }

    private static bool AreTaken(ReadOnlySpan<int> piece, ReadOnlySpan<int> key)
    {
        for (int n = 0; n < piece.Length; n++)
        {
            if (piece[n] != WordTable.One && piece[n] != key[n])
                return false;
        }

        return true;
    }
}
