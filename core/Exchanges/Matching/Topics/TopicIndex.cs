namespace QueueService.Exchanges.Matching.Topics;

/// <summary>Bindings whose patterns take a key.</summary>
internal sealed class TopicIndex : IKeyIndex
{
    private readonly TopicSyntax _syntax;
    private readonly WordTable _words;
    private readonly TopicNode _root;

    public TopicIndex(TopicSyntax syntax, BindingGroup[] groups)
    {
        _syntax = syntax;
        _words = new WordTable(syntax);
        _root = new TopicTree(_words).Build(
            [.. groups.Select(group => new TopicPattern(_words.OfPattern(group.Key), group))]);
    }

    public void Find(ReadOnlySpan<string> keys, MatchCollector collector)
    {
        foreach (string key in keys)
        {
            _words.OfKey(key, collector.Words);
            bool isHidden = _syntax == TopicSyntax.Mqtt && key.StartsWith('$');
            new TopicWalk(collector.Words, isHidden, collector.Groups).Start(_root, 0);
        }

        if (keys.Length > 1)
            collector.ForgetRepeatedGroups();
    }
}
