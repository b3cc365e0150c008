using QueueService.Partitions.Messages;

namespace QueueService.Exchanges.Matching.Conditions;

/// <summary>
/// Gives a number to everything that some bindings ask of a message: its facts. A message is compared with values and
/// prefixes once, however many bindings ask for them; a binding then only looks at numbers.
/// </summary>
internal sealed class FactTable
{
    private readonly Dictionary<string, AttributeFacts> _attributes = new(StringComparer.Ordinal);
    private readonly List<int> _uses = [];

    public int Count => _uses.Count;

    /// <summary>How many conditions ask for a fact.</summary>
    public int Uses(int fact) => _uses[fact];

    /// <summary>
    /// What a match asks for: each clause asks for at least one of its literals. A literal is a fact, or the complement
    /// of one that must not hold.
    /// </summary>
    public int[][] Clauses(BindingMatch? match) => match switch
    {
        null => [],
        { Mode: MatchMode.All } => [.. match.Conditions.Select(condition => Literals(condition).ToArray())],
        _ => [[.. match.Conditions.SelectMany(Literals)]],
    };

    /// <summary>To be called when all clauses are known, and before a message is looked at.</summary>
    public void Complete()
    {
        foreach (AttributeFacts attribute in _attributes.Values)
            attribute.Complete();
    }

    /// <summary>Finds the facts that hold of a message.</summary>
    public void Hold(IReadOnlyList<MessageAttribute> attributes, HeldFacts held)
    {
        held.Begin(Count);
        if (Count == 0)
            return;
        for (int n = 0; n < attributes.Count; n++)
        {
            if (_attributes.TryGetValue(attributes[n].Name, out AttributeFacts? facts))
                facts.Hold(attributes[n], held);
        }
    }

    private IEnumerable<int> Literals(Condition condition)
    {
        if (!_attributes.TryGetValue(condition.Name, out AttributeFacts? attribute))
        {
            attribute = new AttributeFacts(Count);
            _uses.Add(0);
            _attributes.Add(condition.Name, attribute);
        }

        return condition.Kind switch
        {
            ConditionKind.Present => [Used(attribute.Present)],
            ConditionKind.Absent => [~Used(attribute.Present)],
            ConditionKind.Prefix => [Used(attribute.Prefix(condition.Values[0].Text, Count))],
            _ => condition.Values.Select(value => Used(attribute.Equal(value, Count))),
        };
    }

    private int Used(int fact)
    {
        if (fact == Count)
            _uses.Add(0);
        _uses[fact]++;
        return fact;
    }
}
