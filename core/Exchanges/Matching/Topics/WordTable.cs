namespace QueueService.Exchanges.Matching.Topics;

/// <summary>Gives a number to every word of some patterns, so that words are compared by number.</summary>
internal sealed class WordTable(TopicSyntax syntax)
{
    /// <summary>In a pattern: takes any one word.</summary>
    public const int One = -1;

    /// <summary>In a pattern: takes any number of words.</summary>
    public const int Many = -2;

    /// <summary>In a key: a word that is in no pattern.</summary>
    public const int Unknown = -3;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<int> _uses = [];

    private char Separator => syntax == TopicSyntax.Mqtt ? '/' : '.';

    /// <summary>How many patterns have a word, each as often as it has it.</summary>
    public int Uses(int word) => _uses[word];

    /// <summary>The words of a pattern, which become known.</summary>
    public int[] OfPattern(string pattern)
    {
        int[] words = new int[RoutingKeyRules.Words(syntax, pattern)];
        int count = 0;
        foreach (Range range in pattern.AsSpan().Split(Separator))
        {
            if (count < words.Length)
                words[count++] = NumberOf(pattern[range]);
        }

        return words;
    }

    /// <summary>The words of a key, in place of those of another.</summary>
    public void OfKey(string key, KeyWords words)
    {
        words.Clear();
        if (key.Length == 0 && syntax == TopicSyntax.Amqp)
            return;
        Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> numbers =
            _numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (Range range in key.AsSpan().Split(Separator))
            words.Add(numbers.TryGetValue(key.AsSpan()[range], out int number) ? number : Unknown);
    }

    private int NumberOf(string word)
    {
        if (word is "#")
            return Many;
        if (word.Length == 1 && word[0] == (syntax == TopicSyntax.Mqtt ? '+' : '*'))
            return One;
        if (!_numbers.TryGetValue(word, out int number))
        {
            number = _uses.Count;
            _numbers.Add(word, number);
            _uses.Add(0);
        }

        _uses[number]++;
        return number;
    }
}
