using QueueService.Exchanges.Matching.Conditions;
using QueueService.Exchanges.Matching.Topics;

namespace QueueService.Exchanges.Matching;

/// <summary>
/// Where matches are put, and what a match needs to remember meanwhile. One at a time uses it; it is kept from message
/// to message, so that a match makes no objects.
/// </summary>
internal sealed class MatchCollector
{
    private readonly HashSet<BindingGroup> _seen = [];
    private readonly Predicate<BindingGroup> _wasSeen;

    public MatchCollector() => _wasSeen = group => !_seen.Add(group);

    /// <summary>What was found, in no particular order; each binding once. Whoever asks clears it.</summary>
    public List<Binding> Bindings { get; } = [];

    /// <summary>The words of the key that is looked at.</summary>
    internal KeyWords Words { get; } = new();

    /// <summary>The groups whose key takes the message.</summary>
    internal List<BindingGroup> Groups { get; } = [];

    /// <summary>The facts that hold of the message.</summary>
    internal HeldFacts Held { get; } = new();

    internal void ForgetRepeatedGroups()
    {
        _seen.Clear();
        Groups.RemoveAll(_wasSeen);
    }

    /// <summary>Takes some bindings out of those that were found from a place on.</summary>
    internal void Forget(int from, HashSet<BindingId> ids)
    {
        int kept = from;
        for (int n = from; n < Bindings.Count; n++)
        {
            if (!ids.Contains(Bindings[n].Id))
                Bindings[kept++] = Bindings[n];
        }

        Bindings.RemoveRange(kept, Bindings.Count - kept);
    }
}
