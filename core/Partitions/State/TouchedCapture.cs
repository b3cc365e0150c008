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
    private SequenceNumber[] _sequences;
    private MessageEntry[] _entries;
    private volatile bool _isRead;

    /// <param name="entries">All messages that the state holds singly, those without a history among them.</param>
    /// <param name="count">How many of them have a history.</param>
    /// <param name="number">Larger than that of any capture of this state before.</param>
    public TouchedCapture(Dictionary<SequenceNumber, MessageEntry> entries, int count, int number)
    {
        Count = count;
        _number = number;
        _sequences = new SequenceNumber[entries.Count];
        _entries = new MessageEntry[entries.Count];
        entries.Keys.CopyTo(_sequences, 0);
        entries.Values.CopyTo(_entries, 0);
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
        try
        {
            Array.Sort(_sequences, _entries);
            for (int n = 0; n < _entries.Length; n++)
            {
                if (TryTake(_entries[n], out SavedEntry saved))
                    yield return saved;
            }
        }
        finally
        {
            lock (_gate)
                _isRead = true;
            _entries = [];
            _sequences = [];
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
}
