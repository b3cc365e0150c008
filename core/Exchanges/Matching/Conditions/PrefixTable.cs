namespace QueueService.Exchanges.Matching.Conditions;

/// <summary>
/// Finds the prefixes that a text begins with. All of them are prefixes of the one that comes last before the text in
/// order, so it costs one binary search and a step for each prefix of that one.
/// </summary>
internal sealed class PrefixTable
{
    private const int None = -1;

    private readonly byte[][] _prefixes;
    private readonly int[] _facts;

    /// <summary>Of each prefix the longest shorter one that it begins with.</summary>
    private readonly int[] _parents;

    /// <param name="prefixes">With the fact that stands for each.</param>
    public PrefixTable(IReadOnlyDictionary<byte[], int> prefixes)
    {
        _prefixes = [.. prefixes.Keys];
        Array.Sort(_prefixes, Compare);
        _facts = [.. _prefixes.Select(prefix => prefixes[prefix])];
        _parents = new int[_prefixes.Length];
        for (int n = 0; n < _prefixes.Length; n++)
            _parents[n] = FirstTaking(_prefixes[n], n - 1);
    }

    public void Hold(ReadOnlySpan<byte> text, HeldFacts held)
    {
        for (int n = FirstTaking(text, LastUpTo(text)); n != None; n = _parents[n])
            held.Add(_facts[n]);
    }

    private static int Compare(byte[]? one, byte[]? other) => one.AsSpan().SequenceCompareTo(other);

    /// <summary>
    /// The longest prefix of the text among the one at a place and its own prefixes: the longest not to go beyond
    /// what the one at the place and the text have in common.
    /// </summary>
    private int FirstTaking(ReadOnlySpan<byte> text, int place)
    {
        int common = place == None ? 0 : text.CommonPrefixLength(_prefixes[place]);
        while (place != None && _prefixes[place].Length > common)
            place = _parents[place];
        return place;
    }

    private int LastUpTo(ReadOnlySpan<byte> text)
    {
        int low = 0;
        int high = _prefixes.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (text.SequenceCompareTo(_prefixes[middle]) >= 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low - 1;
    }
}
