using QueueService.Partitions.Events;

namespace QueueService.Partitions.State;

/// <summary>
/// The order of a FIFO queue. Within a group messages go out in the order in which they were sent, up to the first one
/// that is in flight or delayed. Groups take turns; a receive takes what it can from one group before it goes to the
/// next.
/// </summary>
internal sealed class GroupOrder : IDeliveryOrder
{
    private readonly Dictionary<KeyHash, MessageGroup> _groups = [];
    private readonly LinkedList<MessageGroup> _available = [];

    /// <summary>Groups that are not blocked and have skipped messages.</summary>
    private readonly LinkedList<MessageGroup> _wanted = [];

    public int Servable => _available.Count;

    public (KeyHash Group, SequenceRange Messages)? NextSkipped =>
        _wanted.First is { } node ? (node.Value.Key, node.Value.Skipped.First!.Value) : null;

    public void Add(MessageEntry entry)
    {
        MessageGroup group = GetOrAdd(entry.Group);
        group.Add(entry);
        Refresh(group);
    }

    public void Remove(MessageEntry entry)
    {
        MessageGroup group = _groups[entry.Group];
        group.Remove(entry);
        Refresh(group);
    }

    public void Ready(MessageEntry entry) => Refresh(_groups[entry.Group]);

    public void Unready(MessageEntry entry) => Refresh(_groups[entry.Group]);

    public bool IsBlocked(KeyHash group, SequenceNumber message) =>
        _groups.TryGetValue(group, out MessageGroup? known)
        && (known.Skipped.Count > 0 || (known.First is { IsReady: false } first && first.Sequence < message));

    public void Skip(KeyHash group, SequenceRange messages)
    {
        MessageGroup known = _groups[group];
        known.Skip(messages);
        Refresh(known);
    }

    public void Unskip(KeyHash group, SequenceNumber end)
    {
        MessageGroup known = _groups[group];
        known.Unskip(end);
        Refresh(known);
    }

    public void UnskipAll()
    {
        foreach (MessageGroup group in _groups.Values.Where(group => group.Skipped.Count > 0).ToList())
        {
            group.Skipped.Clear();
            Refresh(group);
        }
    }

    public DeliveryCursor Walk(long draft, SequenceNumber unloaded, SequenceNumber delayed) =>
        new Cursor(_available, draft, unloaded, delayed);

    private MessageGroup GetOrAdd(KeyHash key)
    {
        if (!_groups.TryGetValue(key, out MessageGroup? group))
        {
            group = new MessageGroup(key);
            _groups.Add(key, group);
        }

        return group;
    }

    private void Refresh(MessageGroup group)
    {
        bool isReady = group.First is { IsReady: true };
        group.Place = Keep(_available, group, group.Place, isReady && group.First!.Sequence <= group.LoadedUpTo);

        // One that is delayed may stand behind skipped ones, which do not wait for it.
        bool isWanted = group.Skipped.Count > 0
            && (group.First is null || isReady || group.First.Sequence > group.LoadedUpTo);
        group.WantedPlace = Keep(_wanted, group, group.WantedPlace, isWanted);
        if (group.First is null && group.Skipped.Count == 0)
            _groups.Remove(group.Key);
    }

    private static LinkedListNode<MessageGroup>? Keep(
        LinkedList<MessageGroup> list, MessageGroup group, LinkedListNode<MessageGroup>? place, bool belongs)
    {
        if (belongs)
            return place ?? list.AddLast(group);
        if (place is not null)
            list.Remove(place);
        return null;
    }

    private sealed class Cursor(
        LinkedList<MessageGroup> available, long draft, SequenceNumber unloaded, SequenceNumber delayed)
        : DeliveryCursor
    {
        private LinkedListNode<MessageGroup>? _group;
        private MessageEntry? _next;

        /// <summary>Each receive walks from the start: groups that the draft has claimed from stop at once.</summary>
        public override void Begin()
        {
            _group = available.First;
            _next = _group?.Value.First;
        }

        public override MessageEntry? Next()
        {
            while (_group is not null)
            {
                if (_next is { IsReady: true } entry && entry.Claim != draft && entry.Sequence < unloaded
                    && entry.Sequence <= _group.Value.LoadedUpTo
                    && (entry.Sequence < delayed || entry.OwnReceives > 0))
                {
                    _next = entry.NextInGroup;
                    return entry;
                }

                _group = _group.Next;
                _next = _group?.Value.First;
            }

            return null;
        }
    }
}
