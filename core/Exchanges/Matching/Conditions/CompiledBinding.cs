namespace QueueService.Exchanges.Matching.Conditions;

/// <summary>A binding, and what it asks of attributes as <see cref="FactTable.Clauses"/> tells it.</summary>
internal sealed record CompiledBinding(Binding Binding, int[][] Clauses)
{
    public bool IsConditional => Clauses.Length > 0;

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
