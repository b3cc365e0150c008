using QueueService.Partitions.Events;

namespace QueueService.Partitions.State;

/// <summary>
/// The order of a standard queue: by sequence number, what came back before what was never read. No promise, but what
/// people expect to see.
/// </summary>
internal sealed class StandardOrder : IDeliveryOrder
{
    private readonly SortedSet<MessageEntry> _returned =
        new(Comparer<MessageEntry>.Create((left, right) => left.Sequence.CompareTo(right.Sequence)));

    /// <summary>
    /// Unread messages in order; those that were taken meanwhile are dropped when they reach the front.
    /// </summary>
    private readonly List<MessageEntry> _fresh = [];

    private int _front;

    public int Servable => _returned.Count + _fresh.Count - _front;

    public (KeyHash Group, SequenceRange Messages)? NextSkipped => null;

    public void Add(MessageEntry entry)
    {
    }

    public void Remove(MessageEntry entry)
    {
    }

    public void Ready(MessageEntry entry)
    {
        if (entry.Touched)
            _returned.Add(entry);
        else
            _fresh.Add(entry);
    }

    public void Unready(MessageEntry entry)
    {
        if (_returned.Remove(entry))
            return;
        while (_front < _fresh.Count && !_fresh[_front].IsReady)
            _front++;
        if (_front < 1024 || _front < _fresh.Count / 2)
            return;
        _fresh.RemoveRange(0, _front);
        _front = 0;
    }

    public bool IsBlocked(KeyHash group, SequenceNumber message) => false;

    public void Skip(KeyHash group, SequenceRange messages) =>
        throw new InvalidOperationException("Nothing is skipped on a standard queue.");

    public void Unskip(KeyHash group, SequenceNumber end) =>
        throw new InvalidOperationException("Nothing is skipped on a standard queue.");

    public void UnskipAll()
    {
    }

    public DeliveryCursor Walk(long draft, SequenceNumber unloaded, SequenceNumber delayed) => new Cursor(this, draft);

    private sealed class Cursor(StandardOrder order, long draft) : DeliveryCursor
    {
        private SortedSet<MessageEntry>.Enumerator _returned = order._returned.GetEnumerator();
        private bool _moreReturned = order._returned.Count > 0;
        private readonly List<MessageEntry> _pending = [];
        private int _nextPending;
        private int _nextFresh = order._front;

        /// <summary>What this receive was shown but did not claim is shown again to the next.</summary>
        public override void Begin()
        {
            _pending.RemoveAll(entry => entry.Claim == draft);
            _nextPending = 0;
        }

        public override MessageEntry? Next()
        {
            if (_nextPending == _pending.Count && Fetch() is { } found)
                _pending.Add(found);
            return _nextPending < _pending.Count ? _pending[_nextPending++] : null;
        }

        private MessageEntry? Fetch()
        {
            while (_moreReturned)
            {
                _moreReturned = _returned.MoveNext();
                if (_moreReturned && _returned.Current.Claim != draft)
                    return _returned.Current;
            }

            while (_nextFresh < order._fresh.Count)
            {
                MessageEntry entry = order._fresh[_nextFresh++];
                if (entry.IsReady && !entry.Touched && entry.Claim != draft)
                    return entry;
            }

            return null;
        }
    }
}
