using QueueService.Partitions.Drafts;
using QueueService.Partitions.Messages;
using QueueService.Partitions.State;
using QueueService.Replication;

namespace QueueService.Partitions.Commands;

/// <summary>
/// A command about messages in flight, named by their receipts. The reply says for each what it was worth.
/// </summary>
internal abstract class ReceiptCommand(Receipt[] receipts, ReceiptUse use) : QueueCommand<ReceiptHold[]>
{
    public sealed override int Messages => receipts.Length;

    public sealed override Decision Decide(QueueDraft draft)
    {
        if (Overload(draft) is { } overload)
            return Refuse(overload);
        if (Lacks(draft) is { } lacking)
            return lacking;
        MessageEntry?[] entries = new MessageEntry?[receipts.Length];
        for (int n = 0; n < receipts.Length; n++)
        {
            entries[n] = Held(draft.State, receipts[n]);
            if (entries[n] is { } entry && draft.IsClaimed(entry))
                return Decision.Defer;
        }

        bool[] holds = new bool[receipts.Length];
        ReceiptHold[] reply = new ReceiptHold[receipts.Length];
        for (int n = 0; n < receipts.Length; n++)
        {
            bool isAllowed = entries[n] is not { } asked || Allows(draft, asked, n);
            holds[n] = isAllowed && entries[n] is { } entry && draft.TryClaim(entry);
            reply[n] = holds[n] ? ReceiptHold.Held
                : !isAllowed ? ReceiptHold.Refused
                : draft.State.Find(receipts[n].Message) is null ? ReceiptHold.Gone : ReceiptHold.Ended;
        }

        Change(draft, entries, holds);
        return Answer(reply);
    }

    /// <summary>Why the partition cannot hold what would become of the messages; null if it can.</summary>
    protected virtual BrokerException? Overload(QueueDraft draft) => null;

    /// <summary>The decision, if something is missing that has nothing to do with the messages; else null.</summary>
    protected virtual Decision? Lacks(QueueDraft draft) => null;

    /// <summary>False if this may not be done to the message that the n-th receipt holds.</summary>
    protected virtual bool Allows(QueueDraft draft, MessageEntry entry, int n) => true;

    /// <summary>Adds the events for those entries whose receipt holds.</summary>
    protected abstract void Change(QueueDraft draft, MessageEntry?[] entries, bool[] holds);

    protected static SequenceNumber[] Sequences(MessageEntry?[] entries, bool[] holds) =>
        [.. entries.Where((_, n) => holds[n]).Select(entry => entry!.Sequence)];

    /// <summary>
    /// The message, if this receipt still holds it. On a standard queue that is so until somebody else receives it,
    /// even when the visibility timeout has run out; on a FIFO queue only until it runs out, since the group goes on
    /// then (as in SQS). Of an edited message only the latest receipt holds: an older one may be of the old content,
    /// and the new one would be gone before anybody has handled it.
    /// </summary>
    private MessageEntry? Held(PartitionState state, Receipt receipt)
    {
        if (state.Find(receipt.Message) is not { Touched: true } entry)
            return null;
        if (use == ReceiptUse.Any && !state.Queue.IsFifo && entry.Traits is not { IsEdited: true })
            return entry.IsAside ? null : entry;
        if (entry.Hold != Hold.InFlight)
            return null;
        return entry.ReceiveCount == receipt.ReceiveCount && !(entry.IsReady && state.Queue.IsFifo) ? entry : null;
    }
}
