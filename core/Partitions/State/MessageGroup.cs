using QueueService.Partitions.Events;

namespace QueueService.Partitions.State;

/// <summary>
/// The messages of one group that the state holds singly, by sequence number, and the unread ones that were skipped
/// while the group was blocked.
/// </summary>
internal sealed class MessageGroup(KeyHash key)
{
    public KeyHash Key { get; } = key;

    public MessageEntry? First { get; private set; }

    public MessageEntry? Last { get; private set; }

    /// <summary>
    /// Its place among the groups that can be served; null while its first message cannot be received.
    /// </summary>
    public LinkedListNode<MessageGroup>? Place { get; set; }

    /// <summary>Its place among the groups whose skipped messages are worth loading; null if it is not.</summary>
    public LinkedListNode<MessageGroup>? WantedPlace { get; set; }

    /// <summary>Unread messages of this group that are not loaded, in order.</summary>
    public LinkedList<SequenceRange> Skipped { get; } = [];

    /// <summary>Messages behind this one must wait for skipped ones that come before them.</summary>
    public SequenceNumber LoadedUpTo =>
        Skipped.First is { } first ? first.Value.First : new SequenceNumber(long.MaxValue);

    public void Skip(SequenceRange messages)
    {
        if (Skipped.Last is { } last && last.Value.End == messages.First)
            last.Value = last.Value with { Count = last.Value.Count + messages.Count };
        else
            Skipped.AddLast(messages);
    }

    public void Unskip(SequenceNumber end)
    {
        while (Skipped.First is { } first && first.Value.First < end)
        {
            if (first.Value.End <= end)
                Skipped.RemoveFirst();
            else
                first.Value = new SequenceRange(end, (int)(first.Value.End - end));
        }
    }

    public void Add(MessageEntry entry)
    {
        MessageEntry? before = Last;
        while (before is not null && before.Sequence > entry.Sequence)
            before = before.PreviousInGroup;
        MessageEntry? after = before is null ? First : before.NextInGroup;
        entry.PreviousInGroup = before;
        entry.NextInGroup = after;
        if (before is null)
            First = entry;
        else
            before.NextInGroup = entry;
        if (after is null)
            Last = entry;
        else
            after.PreviousInGroup = entry;
    }

    public void Remove(MessageEntry entry)
    {
        if (entry.PreviousInGroup is null)
            First = entry.NextInGroup;
        else
            entry.PreviousInGroup.NextInGroup = entry.NextInGroup;
        if (entry.NextInGroup is null)
            Last = entry.PreviousInGroup;
        else
            entry.NextInGroup.PreviousInGroup = entry.PreviousInGroup;
        entry.PreviousInGroup = null;
        entry.NextInGroup = null;
    }
}
