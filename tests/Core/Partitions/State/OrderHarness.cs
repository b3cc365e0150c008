using QueueService.Partitions;
using QueueService.Partitions.State;
using QueueService.Storage;

namespace QueueService.Tests.Core.Partitions.State;

/// <summary>Tells an order of delivery of messages as the state does.</summary>
internal sealed class OrderHarness(IDeliveryOrder order)
{
    private readonly SortedDictionary<long, MessageEntry> _entries = [];

    public IDeliveryOrder Order => order;

    public MessageEntry this[long sequence] => _entries[sequence];

    /// <summary>Makes an unread message ready for delivery.</summary>
    public void Load(long sequence, string? group = null)
    {
        MessageTraits? traits = group is null ? null : new MessageTraits { Group = KeyHash.Of(group) };
        MessageEntry entry = new(
            new SequenceNumber(sequence), new FrameNumber(1), 0, 10, new Timestamp(1), traits);
        _entries.Add(sequence, entry);
        order.Add(entry);
        Ready(entry);
    }

    /// <summary>A receive was committed that delivered the message.</summary>
    public void Deliver(long sequence)
    {
        MessageEntry entry = _entries[sequence];
        entry.IsReady = false;
        order.Unready(entry);
        entry.Touched = true;
    }

    /// <summary>It can be received again.</summary>
    public void Return(long sequence) => Ready(_entries[sequence]);

    /// <summary>A message in flight is gone.</summary>
    public void Remove(long sequence)
    {
        order.Remove(_entries[sequence]);
        _entries.Remove(sequence);
    }

    /// <summary>What one draft is offered after another, until the given number is claimed for a receive.</summary>
    public long[] Receive(DeliveryCursor cursor, long draft, int max = int.MaxValue)
    {
        List<long> claimed = [];
        cursor.Begin();
        while (claimed.Count < max && cursor.Next() is { } entry)
        {
            entry.Claim = draft;
            claimed.Add(entry.Sequence.Value);
        }

        return [.. claimed];
    }

    /// <summary>All that could be received now, claiming nothing.</summary>
    public long[] Offered(long unloaded = long.MaxValue)
    {
        List<long> offered = [];
        DeliveryCursor cursor = order.Walk(
            long.MaxValue, new SequenceNumber(unloaded), new SequenceNumber(long.MaxValue));
        cursor.Begin();
        while (cursor.Next() is { } entry)
            offered.Add(entry.Sequence.Value);
        return [.. offered];
    }

    private void Ready(MessageEntry entry)
    {
        entry.IsReady = true;
        order.Ready(entry);
    }
}
