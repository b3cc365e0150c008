using QueueService.Partitions.Codec;
using QueueService.Partitions.Drafts;
using QueueService.Partitions.Events;
using QueueService.Partitions.Messages;
using QueueService.Partitions.State;

namespace QueueService.Partitions.Commands;

/// <summary>Gives messages back, to be received again after a delay (a negative acknowledgement).</summary>
/// <param name="detail">Why; it stays with the messages.</param>
internal sealed class ReleaseCommand(
    Receipt[] receipts, TimeSpan delay, ReceiptUse use = ReceiptUse.Latest, string? detail = null)
    : ReceiptCommand(receipts, use)
{
    public override int EventBytes => base.EventBytes
        + (detail is null ? 0 : EventBounds.Event + EventBounds.Text(detail) + (Messages * EventBounds.Sequence));

    protected override BrokerException? Overload(QueueDraft draft) =>
        delay > TimeSpan.Zero && draft.State.Delayed + Messages > draft.Bounds.Delayed
            ? SendCommand.TooManyDelayed(draft.Bounds.Delayed, "this queue")
            : null;

    protected override void Change(QueueDraft draft, MessageEntry?[] entries, bool[] holds)
    {
        SequenceNumber[] messages = Sequences(entries, holds);
        if (messages.Length > 0 && detail is not null)
            draft.Add(new Remarked(RemarkKind.Detail, detail, messages));
        if (messages.Length > 0)
            draft.Add(new Released(draft.Now + delay, messages));
    }
}
