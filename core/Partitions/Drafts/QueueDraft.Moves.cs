using QueueService.Partitions.Codec;
using QueueService.Partitions.Events;
using QueueService.Partitions.State;
using QueueService.Storage;
using QueueService.Transfers;

namespace QueueService.Partitions.Drafts;

/// <content>Messages that leave: to another partition, or for good.</content>
internal sealed partial class QueueDraft
{
    private bool? _takesOutAllExpired;
    private TransferDraft? _transfers;
    private HashSet<PartitionId>? _ended;

    /// <summary>What this draft decides about transfers.</summary>
    public TransferDraft Transfers => _transfers ??= new TransferDraft(
        State.Inbox, destination => State.FindOutbox(destination)?.Next ?? new TransferNumber(1));

    /// <summary>How an event speaks of a message.</summary>
    public static MessageReference Refer(MessageEntry entry) => entry.Touched
        ? new MessageReference(entry.Sequence)
        : new MessageReference(entry.Sequence, FirstTouch: true, entry.Length, entry.Traits);

    /// <summary>Sets messages on their way, one event for each partition that they go to.</summary>
    public void StartTransfers(MoveReason reason, IEnumerable<(MessageEntry Entry, PartitionId Destination)> moves)
    {
        foreach (IGrouping<PartitionId, (MessageEntry Entry, PartitionId)> group in moves.GroupBy(move =>
            move.Destination))
        {
            StartTransfer(reason, group.Key, [.. group.Select(move => Refer(move.Entry))]);
        }
    }

    /// <summary>
    /// False if this draft has decided already which messages have arrived there, or come back from there.
    /// </summary>
    public bool TryEndTransfer(PartitionId destination) => (_ended ??= []).Add(destination);

    /// <summary>Sets messages on their way to one partition.</summary>
    public void StartTransfer(MoveReason reason, PartitionId destination, MessageReference[] messages) =>
        Add(new TransferStarted(destination, reason, Transfers.Depart(destination, messages.Length), messages));

    /// <summary>True while messages are there that have outlived the retention.</summary>
    public override bool HasExpired => State.HasExpired;

    public override bool TakeOutExpired()
    {
        if (!State.HasExpired)
            return true;
        return _takesOutAllExpired ??= TakeOutSomeExpired();
    }

    private bool TakeOutSomeExpired()
    {
        List<SequenceRange> unread = [];
        List<SequenceNumber> touched = [];
        bool isAll = true;
        foreach (UnreadRun run in State.ExpiredUnread)
        {
            if (unread.Count > 0 && unread[^1].End == run.First && run.Count <= int.MaxValue - unread[^1].Count)
                unread[^1] = unread[^1] with { Count = unread[^1].Count + run.Count };
            else if (isAll = HasRoomForExpired(unread.Count + touched.Count))
                unread.Add(new SequenceRange(run.First, run.Count));
            else
                break;
        }

        foreach (MessageEntry entry in State.Expired)
        {
            isAll = isAll && HasRoomForExpired(unread.Count + touched.Count);
            if (!isAll)
                break;
            touched.Add(entry.Sequence);
        }

        if (unread.Count + touched.Count > 0)
            Add(new Expired([.. unread], [.. touched]));
        return isAll;
    }

    /// <summary>
    /// True if one more fits into the event; the first one always does where nothing else was decided.
    /// </summary>
    private bool HasRoomForExpired(int taken) => (_events.Count == 0 && taken == 0)
        || Fits(EventBounds.Event + (EventBounds.Range * (taken + 1)), taken + 1);
}
