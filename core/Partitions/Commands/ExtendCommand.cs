using QueueService.Partitions.Drafts;
using QueueService.Partitions.Events;
using QueueService.Partitions.State;
using QueueService.Queues.Messages;

namespace QueueService.Partitions.Commands;

/// <summary>Sets visibility timeouts anew, each counted from now.</summary>
internal sealed class ExtendCommand(
    Receipt[] receipts, TimeSpan[] visibilityTimeouts, ReceiptUse use = ReceiptUse.Latest)
    : ReceiptCommand(receipts, use)
{
    protected override void Change(Draft draft, MessageEntry?[] entries, bool[] holds)
    {
        for (int n = 0; n < entries.Length; n++)
        {
            if (holds[n])
                draft.Add(new Extended(entries[n]!.Sequence, draft.Now + visibilityTimeouts[n]));
        }
    }
}
