using System.Runtime.InteropServices;

namespace QueueService.Exchanges.Matching.Conditions;

/// <summary>Which facts hold of the message that is being matched. Kept from message to message.</summary>
internal sealed class HeldFacts
{
    private readonly List<int> _facts = [];
    private bool[] _holds = [];

    /// <summary>Those that hold, each once.</summary>
    public ReadOnlySpan<int> All => CollectionsMarshal.AsSpan(_facts);

    /// <summary>Forgets all, and makes room for facts below <paramref name="count"/>.</summary>
    public void Begin(int count)
    {
        foreach (int fact in _facts)
            _holds[fact] = false;
        _facts.Clear();
        if (_holds.Length < count)
            _holds = new bool[count];
    }

    public void Add(int fact)
    {
        if (_holds[fact])
            return;
        _holds[fact] = true;
        _facts.Add(fact);
    }

    /// <param name="literal">A fact; its complement asks that it does not hold.</param>
    public bool IsMet(int literal) => literal >= 0 ? _holds[literal] : !_holds[~literal];

    /// <summary>The first that holds of some facts, of which one does.</summary>
    public int First(int[] facts)
    {
        int n = 0;
        while (!_holds[facts[n]])
            n++;
        return facts[n];
    }
}
