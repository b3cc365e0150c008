namespace QueueService.Exchanges.Matching.Conditions;

/// <summary>
/// Bindings with conditions that one key leads to. Each is found by the facts of its rarest clause, the one whose facts
/// the fewest bindings ask for; so a message looks at those bindings of which it meets what is special about them.
/// </summary>
internal sealed class ConditionIndex
{
    /// <summary>Looking at so many costs no more than finding them.</summary>
    private const int Few = 8;

    private readonly Dictionary<int, Found[]> _byFact;

    /// <summary>
    /// Are looked at always: those that no fact leads to, since they ask for attributes not to be there.
    /// </summary>
    private readonly CompiledBinding[] _others;

    public ConditionIndex(CompiledBinding[] bindings, FactTable facts)
    {
        Found[] all =
        [
            .. from binding in bindings
               select new Found(binding, bindings.Length > Few ? Rarest(binding.Clauses, facts) : null),
        ];
        _others = [.. all.Where(found => found.Clause is null).Select(found => found.Binding)];
        _byFact = (
            from found in all
            from fact in found.Clause ?? []
            group found by fact).ToDictionary(found => found.Key, found => found.ToArray());
    }

    public void Collect(HeldFacts held, List<Binding> into)
    {
        foreach (CompiledBinding binding in _others)
        {
            if (binding.IsMet(held))
                into.Add(binding.Binding);
        }

        if (_byFact.Count == 0)
            return;
        foreach (int fact in held.All)
        {
            if (_byFact.TryGetValue(fact, out Found[]? found))
                Collect(found, fact, held, into);
        }
    }

    /// <summary>Of several facts of a clause that hold, the first one finds its binding.</summary>
    private static void Collect(Found[] found, int fact, HeldFacts held, List<Binding> into)
    {
        foreach ((CompiledBinding binding, int[]? clause) in found)
        {
            if (held.First(clause!) == fact && binding.IsMet(held))
                into.Add(binding.Binding);
        }
    }

    private static int[]? Rarest(int[][] clauses, FactTable facts) => clauses
        .Where(clause => Array.TrueForAll(clause, literal => literal >= 0))
        .MinBy(clause => clause.Sum(facts.Uses));

    /// <param name="Binding">What is found.</param>
    /// <param name="Clause">The clause whose facts lead to it; null if none does.</param>
    private readonly record struct Found(CompiledBinding Binding, int[]? Clause);
}
