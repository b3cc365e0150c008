namespace QueueService.Exchanges.Matching.Topics;

/// <summary>The way of one key through a tree of topics. It comes to each node once at most.</summary>
/// <param name="isHidden">True if patterns that begin with a wildcard do not take it.</param>
/// <param name="into">Gets the bindings of each pattern that takes it.</param>
internal readonly ref struct TopicWalk(KeyWords key, bool isHidden, List<BindingGroup> into)
{
    private readonly ReadOnlySpan<int> _key = key.All;

    public void Start(TopicNode node, int depth)
    {
        Try(node);
        if (node.Many is { } many)
            End(many, 0);
        if (depth == _key.Length)
            return;
        if (node.One is { } one)
            Start(one, depth + 1);
        if (node.Child(_key[depth]) is { } child)
            Start(child, depth + 1);
    }

    private void End(TopicNode node, int depth)
    {
        Try(node);
        if (node.Many is { } many)
            Middle(many);
        if (depth == _key.Length)
            return;
        if (node.One is { } one)
            End(one, depth + 1);
        if (node.Child(_key[^(depth + 1)]) is { } child)
            End(child, depth + 1);
    }

    private void Middle(TopicNode node)
    {
        Try(node);
        if (!node.HasChildren)
            return;
        for (int n = 0; n < _key.Length; n++)
        {
            if (!_key[..n].Contains(_key[n]) && node.Child(_key[n]) is { } child)
                Try(child);
        }
    }

    private void Try(TopicNode node)
    {
        foreach (TopicPattern pattern in node.Patterns)
        {
            if (!(isHidden && pattern.BeginsWithWildcard) && pattern.Takes(key))
                into.Add(pattern.Bindings);
        }
    }
}
