namespace QueueService.Exchanges.Matching;

/// <summary>Bindings whose key is that of a message.</summary>
internal sealed class DirectIndex(BindingGroup[] groups) : IKeyIndex
{
    private readonly Dictionary<string, BindingGroup> _groups =
        groups.ToDictionary(group => group.Key, StringComparer.Ordinal);

    public void Find(ReadOnlySpan<string> keys, MatchCollector collector)
    {
        for (int n = 0; n < keys.Length; n++)
        {
            if (!keys[..n].Contains(keys[n]) && _groups.TryGetValue(keys[n], out BindingGroup? group))
                collector.Groups.Add(group);
        }
    }
}
