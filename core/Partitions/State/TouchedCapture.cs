using System.Buffers;
using System.Collections;

namespace QueueService.Partitions.State;

/// <summary>
/// The messages with a history as they were at one moment, by sequence number. Whoever reads it may be on another
/// thread than the loop, which goes on meanwhile and calls <see cref="Keep"/> before it changes a message: what the
/// reader has not come to by then is kept as it was. Can be read once.
/// </summary>
internal sealed class TouchedCapture : IReadOnlyCollection<SavedEntry>
{
    private readonly Lock _gate = new();
    private readonly int _number;
    private readonly Dictionary<SequenceNumber, SavedEntry> _kept = [];

    /// <summary>
    /// Rented, since arrays of this size would each time bring the next collection of large objects nearer.
    /// </summary>
    private readonly Slot[] _slots;
    private readonly int _length;
    private volatile bool _isRead;

    /// <param name="entries">All messages that the state holds singly, those without a history among them.</param>
    /// <param name="count">How many of them have a history.</param>
    /// <param name="number">Larger than that of any capture of this state before.</param>
    public TouchedCapture(Dictionary<SequenceNumber, MessageEntry> entries, int count, int number)
    {
        Count = count;
        _number = number;
        _length = entries.Count;
        _slots = ArrayPool<Slot>.Shared.Rent(_length);
        int next = 0;
        foreach ((SequenceNumber sequence, MessageEntry entry) in entries)
            _slots[next++] = new Slot(sequence, entry);
    }

    public int Count { get; }

    public bool IsRead => _isRead;

    /// <summary>The loop is about to change this message.</summary>
    public void Keep(MessageEntry entry)
    {
        lock (_gate)
        {
            if (!_isRead && entry.Capture != _number)
                _kept.Add(entry.Sequence, SavedEntry.Of(entry));
            entry.Capture = _number;
        }
    }

    /// <summary>The message had no history at the moment of the capture and is about to have one.</summary>
    public void Skip(MessageEntry entry)
    {
        lock (_gate)
            entry.Capture = _number;
    }

    public IEnumerator<SavedEntry> GetEnumerator()
    {
        if (_isRead)
            throw new InvalidOperationException("A capture can be read once.");
        try
        {
            Array.Sort(_slots, 0, _length);
            for (int n = 0; n < _length; n++)
            {
                if (TryTake(_slots[n].Entry, out SavedEntry saved))
                    yield return saved;
            }
        }
        finally
        {
            lock (_gate)
                _isRead = true;
            ArrayPool<Slot>.Shared.Return(_slots, clearArray: true);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>False if the message had no history.</summary>
    private bool TryTake(MessageEntry entry, out SavedEntry saved)
    {
        lock (_gate)
        {
            if (entry.Capture == _number)
                return _kept.Remove(entry.Sequence, out saved);
            entry.Capture = _number;
            saved = entry.Touched ? SavedEntry.Of(entry) : default;
            return entry.Touched;
        }
    }

    /// <summary>
    /// A structure, since a reference that is stored into an array of references is looked up: a hundred nanoseconds
    /// for each message of a large state.
    /// </summary>
    private readonly record struct Slot(SequenceNumber Sequence, MessageEntry Entry) : IComparable<Slot>
    {
        public int CompareTo(Slot other) => Sequence.CompareTo(other.Sequence);
    }
}
