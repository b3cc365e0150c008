using QueueService.Partitions.Drafts;
using QueueService.Partitions.State;

namespace QueueService.Partitions.Commands;

/// <summary>
/// A command about messages in flight, named by their receipts. The reply says for each whether the receipt still held.
/// </summary>
internal abstract class ReceiptCommand(Receipt[] receipts) : PartitionCommand<bool[]>
{
    public sealed override int Messages => receipts.Length;

    public sealed override Decision Decide(Draft draft)
    {
        MessageEntry?[] entries = new MessageEntry?[receipts.Length];
        for (int n = 0; n < receipts.Length; n++)
        {
            entries[n] = Held(draft.State, receipts[n]);
            if (entries[n] is { } entry && draft.IsClaimed(entry))
                return Decision.Defer;
        }

        bool[] reply = new bool[receipts.Length];
        for (int n = 0; n < receipts.Length; n++)
            reply[n] = entries[n] is { } entry && draft.TryClaim(entry);
        Change(draft, entries, reply);
        return Answer(reply);
    }

    /// <summary>Adds the events for those entries whose receipt holds.</summary>
    protected abstract void Change(Draft draft, MessageEntry?[] entries, bool[] holds);

    protected static SequenceNumber[] Sequences(MessageEntry?[] entries, bool[] holds) =>
        [.. entries.Where((_, n) => holds[n]).Select(entry => entry!.Sequence)];

    /// <summary>
    /// The message, if this receipt still holds it. On a standard queue that is so until somebody else receives it,
    /// even when the visibility timeout has run out; on a FIFO queue only until it runs out, since the group goes on
    /// then (as in SQS).
    /// </summary>
    private static MessageEntry? Held(PartitionState state, Receipt receipt)
    {
        if (state.Find(receipt.Message) is not { Touched: true, Hold: Hold.InFlight } entry)
            return null;
        return entry.ReceiveCount == receipt.ReceiveCount && !(entry.IsReady && state.Queue.IsFifo) ? entry : null;
    }
}
