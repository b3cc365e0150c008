using QueueService.Partitions.Codec;
using QueueService.Partitions.Drafts;
using QueueService.Partitions.Events;
using QueueService.Partitions.Messages;
using QueueService.Partitions.State;

namespace QueueService.Partitions.Commands;

/// <summary>Sets visibility timeouts anew, each counted from now.</summary>
/// <param name="total">How long a message may be hidden in all, counted from its delivery; null: any time.</param>
internal sealed class ExtendCommand(
    Receipt[] receipts, TimeSpan[] visibilityTimeouts, ReceiptUse use = ReceiptUse.Latest, TimeSpan? total = null)
    : ReceiptCommand(receipts, use)
{
    public override int EventBytes => Messages * EventBounds.Event;

    /// <summary>
    /// Counted in whole seconds, as clients set timeouts, so that a message may be given the whole time at once.
    /// </summary>
    protected override bool Allows(QueueDraft draft, MessageEntry entry, int n) =>
        total is not { } most
        || visibilityTimeouts[n] == TimeSpan.Zero
        || Math.Floor((draft.Now - entry.ReceivedAt).TotalSeconds) + visibilityTimeouts[n].TotalSeconds
            <= most.TotalSeconds;

    protected override void Change(QueueDraft draft, MessageEntry?[] entries, bool[] holds)
    {
        for (int n = 0; n < entries.Length; n++)
        {
            if (holds[n])
                draft.Add(new Extended(entries[n]!.Sequence, draft.Now + visibilityTimeouts[n]));
        }
    }
}
