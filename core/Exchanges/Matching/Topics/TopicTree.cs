namespace QueueService.Exchanges.Matching.Topics;

/// <summary>Builds the tree of topics.</summary>
internal sealed class TopicTree(WordTable words)
{
    /// <summary>To try so many patterns costs no more than to go on along the tree, and takes less memory.</summary>
    private const int Few = 4;

    /// <summary>Of a pattern that ends where the others of its node go on.</summary>
    private const int Here = -4;

    public TopicNode Build(TopicPattern[] patterns) => Build(patterns, TopicPart.Start, 0);

    /// <param name="patterns">Those below the node; their order changes.</param>
    /// <param name="depth">How many words of the part lie above the node.</param>
    private TopicNode Build(Span<TopicPattern> patterns, TopicPart part, int depth)
    {
        if (part == TopicPart.Leaf || patterns.Length <= Few)
            return new TopicNode(patterns.ToArray(), null, null, [], []);
        Sort(patterns, part, depth);
        TopicPattern[] here = [];
        TopicNode? one = null;
        TopicNode? many = null;
        List<int> next = [];
        List<TopicNode> children = [];
        while (patterns.Length > 0)
        {
            int word = Next(patterns[0], part, depth);
            int count = 1;
            while (count < patterns.Length && Next(patterns[count], part, depth) == word)
                count++;
            Span<TopicPattern> below = patterns[..count];
            patterns = patterns[count..];
            switch (word)
            {
                case Here:
                    here = below.ToArray();
                    break;
                case WordTable.One:
                    one = Build(below, part, depth + 1);
                    break;
                case WordTable.Many:
                    many = Build(below, part + 1, 0);
                    break;
                default:
                    next.Add(word);
                    children.Add(Build(below, part == TopicPart.Middle ? TopicPart.Leaf : part, depth + 1));
                    break;
            }
        }

        return new TopicNode(here, one, many, [.. next], [.. children]);
    }

    /// <summary>Long beginnings that all have in common need no order.</summary>
    private void Sort(Span<TopicPattern> patterns, TopicPart part, int depth)
    {
        int first = Next(patterns[0], part, depth);
        int same = 1;
        while (same < patterns.Length && Next(patterns[same], part, depth) == first)
            same++;
        if (same < patterns.Length)
            patterns.Sort((one, other) => Next(one, part, depth).CompareTo(Next(other, part, depth)));
    }

    private int Next(TopicPattern pattern, TopicPart part, int depth) => part switch
    {
        TopicPart.Start => depth < pattern.Words.Length ? pattern.Words[depth] : Here,
        TopicPart.End => pattern.Words[^(depth + 1)],
        _ => Rarest(pattern.Middle),
    };

    private int Rarest(ReadOnlySpan<int> middle)
    {
        int rarest = Here;
        foreach (int word in middle)
        {
            if (word >= 0 && (rarest < 0 || words.Uses(word) < words.Uses(rarest)))
                rarest = word;
        }

        return rarest;
    }
}
