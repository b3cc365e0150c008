namespace QueueService.Exchanges.Matching;

/// <summary>Bindings that do not look at keys.</summary>
internal sealed class KeylessIndex(BindingGroup[] groups) : IKeyIndex
{
    public void Find(ReadOnlySpan<string> keys, MatchCollector collector) => collector.Groups.AddRange(groups);
}
