using System.Numerics;
using System.Runtime.InteropServices;

namespace QueueService.Exchanges.Matching.Topics;

/// <summary>
/// The words of a key as numbers (<see cref="WordTable"/>), and where each of them stands. Kept from key to key.
/// </summary>
internal sealed class KeyWords
{
    private const int Bits = 64;

    private readonly List<int> _words = [];

    /// <summary>
    /// A row for each place of the key, of a bit for each place: in the row of the first place of a word, the places
    /// that it stands at.
    /// </summary>
    private ulong[] _places = [];

    /// <summary>The places of which a piece of a pattern may still begin at.</summary>
    private ulong[] _starts = [];

    private bool _hasPlaces;

    public ReadOnlySpan<int> All => CollectionsMarshal.AsSpan(_words);

    /// <summary>How many numbers the bits of all places take.</summary>
    private int RowLength => (_words.Count + Bits - 1) / Bits;

    public void Clear()
    {
        _words.Clear();
        _hasPlaces = false;
    }

    public void Add(int word) => _words.Add(word);

    /// <summary>
    /// The first place at which the key has a piece of a pattern, or -1. All places are tried at once, word by word of
    /// the piece, so that it does not matter how far the piece is like the key at each.
    /// </summary>
    /// <param name="piece">Without words that take any number.</param>
    /// <param name="from">Where it begins at the earliest.</param>
    /// <param name="to">Where it has ended at the latest.</param>
    public int Find(ReadOnlySpan<int> piece, int from, int to)
    {
        int last = to - piece.Length;
        if (last < from)
            return -1;
        if (!_hasPlaces)
            SetPlaces();
        Span<ulong> starts = _starts.AsSpan(0, RowLength);
        starts.Fill(ulong.MaxValue);
        for (int n = 0; n < piece.Length; n++)
        {
            if (piece[n] == WordTable.One)
                continue;
            int row = _words.IndexOf(piece[n]);
            if (row < 0)
                return -1;
            AndShifted(starts, _places.AsSpan(row * starts.Length, starts.Length), n);
        }

        int first = FirstFrom(starts, from);
        return first <= last ? first : -1;
    }

    /// <summary>
    /// Leaves the places of which the one that is <paramref name="shift"/> further on is among others.
    /// </summary>
    private static void AndShifted(Span<ulong> places, ReadOnlySpan<ulong> others, int shift)
    {
        int skipped = shift / Bits;
        int bits = shift % Bits;
        for (int n = 0; n < places.Length; n++)
        {
            int other = n + skipped;
            ulong low = other < others.Length ? others[other] >> bits : 0;
            ulong high = bits > 0 && other + 1 < others.Length ? others[other + 1] << (Bits - bits) : 0;
            places[n] &= low | high;
        }
    }

    /// <summary>The first place from one on; one behind all if there is none.</summary>
    private static int FirstFrom(ReadOnlySpan<ulong> places, int from)
    {
        ulong mask = ulong.MaxValue << (from % Bits);
        for (int n = from / Bits; n < places.Length; n++)
        {
            if ((places[n] & mask) is not 0 and ulong found)
                return (n * Bits) + BitOperations.TrailingZeroCount(found);
            mask = ulong.MaxValue;
        }

        return places.Length * Bits;
    }

    private void SetPlaces()
    {
        _hasPlaces = true;
        int length = RowLength;
        if (_starts.Length < length)
        {
            _starts = new ulong[length];
            _places = new ulong[length * length * Bits];
        }

        Array.Clear(_places, 0, length * _words.Count);
        for (int place = 0; place < _words.Count; place++)
        {
            int row = _words.IndexOf(_words[place]);
            _places[(row * length) + (place / Bits)] |= 1UL << (place % Bits);
        }
    }
}
