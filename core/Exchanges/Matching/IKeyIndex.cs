namespace QueueService.Exchanges.Matching;

/// <summary>Finds the bindings whose key takes that of a message.</summary>
internal interface IKeyIndex
{
    /// <summary>Adds the groups of bindings that take any of the keys, each group once.</summary>
    void Find(ReadOnlySpan<string> keys, MatchCollector collector);
}
