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

    public bool MayDeliver => _available.Count > 0;

    public void Add(MessageEntry entry)
    {
        if (!_groups.TryGetValue(entry.Group, out MessageGroup? group))
        {
            group = new MessageGroup(entry.Group);
            _groups.Add(entry.Group, group);
        }

        group.Add(entry);
        Refresh(group);
    }

    public void Remove(MessageEntry entry)
    {
        MessageGroup group = _groups[entry.Group];
        group.Remove(entry);
        Refresh(group);
        if (group.First is null)
            _groups.Remove(group.Key);
    }

    public void Ready(MessageEntry entry) => Refresh(_groups[entry.Group]);

    public void Unready(MessageEntry entry) => Refresh(_groups[entry.Group]);

    public DeliveryCursor Walk(long draft, SequenceNumber unloaded) => new Cursor(_available, draft, unloaded);

    private void Refresh(MessageGroup group)
    {
        bool available = group.First is { IsReady: true };
        if (available && group.Place is null)
        {
            group.Place = _available.AddLast(group);
        }
        else if (!available && group.Place is not null)
        {
            _available.Remove(group.Place);
            group.Place = null;
        }
    }

    private sealed class Cursor(LinkedList<MessageGroup> available, long draft, SequenceNumber unloaded)
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
                if (_next is { IsReady: true } entry && entry.Claim != draft && entry.Sequence < unloaded)
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
