namespace QueueService.Partitions.State;

/// <summary>The messages of one group that the state holds singly, by sequence number.</summary>
internal sealed class MessageGroup(KeyHash key)
{
    public KeyHash Key { get; } = key;

    public MessageEntry? First { get; private set; }

    public MessageEntry? Last { get; private set; }

    /// <summary>
    /// Its place among the groups that can be served; null while its first message cannot be received.
    /// </summary>
    public LinkedListNode<MessageGroup>? Place { get; set; }

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
