using QueueService.Partitions.Drafts;
using QueueService.Partitions.Events;
using QueueService.Partitions.Messages;
using QueueService.Partitions.State;

namespace QueueService.Partitions.Commands;

/// <summary>Takes messages out for good.</summary>
internal sealed class AcknowledgeCommand(Receipt[] receipts, ReceiptUse use = ReceiptUse.Latest)
    : ReceiptCommand(receipts, use)
{
    protected override void Change(QueueDraft draft, MessageEntry?[] entries, bool[] holds)
    {
        SequenceNumber[] messages = Sequences(entries, holds);
        if (messages.Length > 0)
            draft.Add(new Acknowledged(messages));
    }
}
