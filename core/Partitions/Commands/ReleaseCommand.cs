using QueueService.Partitions.Drafts;
using QueueService.Partitions.Events;
using QueueService.Partitions.State;
using QueueService.Queues;
using QueueService.Queues.Messages;

namespace QueueService.Partitions.Commands;

/// <summary>Gives messages back, to be received again after a delay (a negative acknowledgement).</summary>
internal sealed class ReleaseCommand(Receipt[] receipts, TimeSpan delay, ReceiptUse use = ReceiptUse.Latest)
    : ReceiptCommand(receipts, use)
{
    protected override BrokerException? Overload(Draft draft) =>
        delay > TimeSpan.Zero && draft.State.Delayed + Messages > draft.Bounds.Delayed
            ? SendCommand.TooManyDelayed(draft.Bounds.Delayed, "this queue")
            : null;

    protected override void Change(Draft draft, MessageEntry?[] entries, bool[] holds)
    {
        SequenceNumber[] messages = Sequences(entries, holds);
        if (messages.Length > 0)
            draft.Add(new Released(draft.Now + delay, messages));
    }
}
