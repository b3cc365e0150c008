namespace QueueService.Exchanges.Matching.Conditions;

/// <summary>A binding and what it asks for (<see cref="FactTable.Clauses"/>).</summary>
internal sealed record ConditionalBinding(Binding Binding, int[][] Clauses)
{
    public bool IsMet(HeldFacts held)
    {
        foreach (int[] clause in Clauses)
        {
            if (!IsMet(clause, held))
                return false;
        }

        return true;
    }

    private static bool IsMet(int[] clause, HeldFacts held)
    {
        foreach (int literal in clause)
        {
            if (held.IsMet(literal))
                return true;
        }

        return false;
    }
}
