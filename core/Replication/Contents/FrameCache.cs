using QueueService.Storage;

namespace QueueService.Replication.Contents;

/// <summary>
/// The contents of frames that were written or read lately, bounded in bytes over all partitions of all kinds; the
/// least recently used go first. Thread-safe.
/// </summary>
internal sealed class FrameCache(long capacityBytes)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(PartitionId, FrameNumber), LinkedListNode<Slot>> _slots = [];
    private readonly LinkedList<Slot> _byUse = [];
    private long _bytes;

    public CachedFrame? Find(PartitionId partition, FrameNumber frame)
    {
        lock (_gate)
        {
            if (!_slots.TryGetValue((partition, frame), out LinkedListNode<Slot>? node))
                return null;
            if (node.Next is not null)
            {
                _byUse.Remove(node);
                _byUse.AddLast(node);
            }

            return node.Value.Contents;
        }
    }

    public void Add(PartitionId partition, FrameNumber frame, CachedFrame contents)
    {
        lock (_gate)
        {
            if (_slots.ContainsKey((partition, frame)))
                return;
            _slots.Add((partition, frame), _byUse.AddLast(new Slot(partition, frame, contents)));
            _bytes += contents.Cost;
            while (_bytes > capacityBytes && _byUse.First is { } oldest && oldest.Next is not null)
                Drop(oldest);
        }
    }

    /// <summary>Gives the memory of a partition back that nobody uses any more.</summary>
    public void Forget(PartitionId partition)
    {
        lock (_gate)
        {
            for (LinkedListNode<Slot>? node = _byUse.First, next; node is not null; node = next)
            {
                next = node.Next;
                if (node.Value.Partition == partition)
                    Drop(node);
            }
        }
    }

    /// <summary>Gives all memory back.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _slots.Clear();
            _byUse.Clear();
            _bytes = 0;
        }
    }

    private void Drop(LinkedListNode<Slot> node)
    {
        _byUse.Remove(node);
        _slots.Remove((node.Value.Partition, node.Value.Frame));
        _bytes -= node.Value.Contents.Cost;
    }

    private readonly record struct Slot(PartitionId Partition, FrameNumber Frame, CachedFrame Contents);
}
