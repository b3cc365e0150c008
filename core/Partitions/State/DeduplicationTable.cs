namespace QueueService.Partitions.State;

/// <summary>
/// The deduplication ids that were accepted within the last 5 minutes: 32 bytes for each, and 8 to 16 of an index by
/// open addressing. Loop-owned.
/// </summary>
internal sealed class DeduplicationTable
{
    private const int SmallestIndex = 8;

    private readonly DeduplicationLog _byTime = new();

    /// <summary>
    /// Numbers of entries, counted from <see cref="_origin"/> and from 1; 0 is a free place. Never more than half full.
    /// </summary>
    private uint[] _places = new uint[SmallestIndex];
    private long _origin;

    public int Count => (int)(_byTime.Next - _byTime.First);

    /// <summary>What is here now, by time; stays as it is.</summary>
    public DeduplicationRange All => _byTime.Range();

    /// <summary>The message that this id was accepted for, if that was within the window.</summary>
    public SequenceNumber? Find(KeyHash key, Timestamp now)
    {
        uint found = _places[Locate(key)];

        // Entries leave with the frames that are applied; between frames one may have run out unnoticed.
        return found != 0 && EntryOf(found) is var entry && entry.ExpiresAt > now ? entry.Message : null;
    }

    public void Add(DeduplicationEntry entry)
    {
        if (2 * (Count + 1) > _places.Length || _byTime.Next - _origin >= uint.MaxValue)
            Rebuild();
        _places[Locate(entry.Key)] = PlaceOf(_byTime.Next);
        _byTime.Add(entry);
    }

    public void ForgetExpired(Timestamp now)
    {
        int before = Count;
        while (Count > 0 && _byTime[_byTime.First].ExpiresAt <= now)
        {
            // The same id may have been accepted anew in the instant in which this entry ran out.
            int place = Locate(_byTime[_byTime.First].Key);
            if (_places[place] == PlaceOf(_byTime.First))
                Free(place);
            _byTime.RemoveFirst();
        }

        // Gives memory back after a peak.
        if (Count < before && _places.Length > SmallestIndex && 16 * Count < _places.Length)
            Rebuild();
    }

    public void Clear()
    {
        _byTime.Clear();
        Rebuild();
    }

    /// <summary>Leaves out numbers of entries that a stored part of the table has and that have expired.</summary>
    public void Skip(long count)
    {
        _byTime.Skip(count);
        Rebuild();
    }

    private uint PlaceOf(long number) => (uint)(number - _origin + 1);

    private ref readonly DeduplicationEntry EntryOf(uint place) => ref _byTime[_origin + place - 1];

    /// <summary>The place of this id, or the free one where it would have to be.</summary>
    private int Locate(KeyHash key)
    {
        int place = Home(key);
        while (_places[place] != 0 && EntryOf(_places[place]).Key != key)
            place = Behind(place);
        return place;
    }

    /// <summary>
    /// Frees a place and closes the gap, so that a search never has to pass over places that were freed.
    /// </summary>
    private void Free(int gap)
    {
        _places[gap] = 0;
        for (int place = Behind(gap); _places[place] != 0; place = Behind(place))
        {
            int home = Home(EntryOf(_places[place]).Key);
            if (Distance(home, place) < Distance(gap, place))
                continue;
            _places[gap] = _places[place];
            _places[place] = 0;
            gap = place;
        }
    }

    private void Rebuild()
    {
        int size = SmallestIndex;
        while (size < 4 * (Count + 1))
            size *= 2;
        _places = new uint[size];
        _origin = _byTime.First;
        for (long number = _byTime.First; number < _byTime.Next; number++)
            _places[Locate(_byTime[number].Key)] = PlaceOf(number);
    }

    /// <summary>
    /// The hash code differs from process to process, so that a client cannot choose ids that share a place.
    /// </summary>
    private int Home(KeyHash key) => key.GetHashCode() & (_places.Length - 1);

    private int Behind(int place) => (place + 1) & (_places.Length - 1);

    private int Distance(int from, int to) => (to - from) & (_places.Length - 1);
}
