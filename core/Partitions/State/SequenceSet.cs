using System.Numerics;
using System.Runtime.InteropServices;

namespace QueueService.Partitions.State;

/// <summary>
/// Sequence numbers in order, at about the price of a hash table: 64 neighbours share a word, and only the words are
/// kept in order. So a look finds the next messages of a kind without looking at any other. Loop-owned.
/// </summary>
internal sealed class SequenceSet
{
    private const int Shift = 6;
    private const int Last = (1 << Shift) - 1;

    private readonly Dictionary<long, ulong> _words = [];
    private readonly SortedSet<long> _order = [];

    public int Count { get; private set; }

    /// <summary>Adds a number that is not here.</summary>
    public void Add(SequenceNumber sequence)
    {
        long number = sequence.Value >> Shift;
        ref ulong word = ref CollectionsMarshal.GetValueRefOrAddDefault(_words, number, out bool isKnown);
        if (!isKnown)
            _order.Add(number);
        word |= BitOf(sequence);
        Count++;
    }

    /// <summary>Takes a number out that is here.</summary>
    public void Remove(SequenceNumber sequence)
    {
        long number = sequence.Value >> Shift;
        ref ulong word = ref CollectionsMarshal.GetValueRefOrNullRef(_words, number);
        word &= ~BitOf(sequence);
        Count--;
        if (word != 0)
            return;
        _words.Remove(number);
        _order.Remove(number);
    }

    /// <summary>Those behind this one, ascending.</summary>
    public IEnumerable<SequenceNumber> After(SequenceNumber sequence)
    {
        long first = sequence.Value + 1;
        foreach (long number in _order.GetViewBetween(first >> Shift, long.MaxValue))
        {
            ulong word = _words[number];
            int bit = number == first >> Shift ? (int)(first & Last) : 0;
            for (; bit <= Last && word >> bit != 0; bit++)
            {
                bit += BitOperations.TrailingZeroCount(word >> bit);
                yield return new SequenceNumber((number << Shift) + bit);
            }
        }
    }

    /// <summary>Those in front of this one, descending.</summary>
    public IEnumerable<SequenceNumber> Before(SequenceNumber sequence)
    {
        long last = sequence.Value - 1;
        if (last < 0)
            yield break;
        foreach (long number in _order.GetViewBetween(0, last >> Shift).Reverse())
        {
            ulong word = _words[number];
            int bit = number == last >> Shift ? (int)(last & Last) : Last;
            for (; bit >= 0 && word << (Last - bit) != 0; bit--)
            {
                bit -= BitOperations.LeadingZeroCount(word << (Last - bit));
                yield return new SequenceNumber((number << Shift) + bit);
            }
        }
    }

    private static ulong BitOf(SequenceNumber sequence) => 1UL << (int)(sequence.Value & Last);
}
