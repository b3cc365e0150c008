using QueueService.Partitions.Codec;
using QueueService.Partitions.Drafts;
using QueueService.Partitions.Events;
using QueueService.Partitions.Messages;
using QueueService.Partitions.State;
using QueueService.Replication;

namespace QueueService.Partitions.Commands;

/// <summary>
/// Sends messages to the dead-letter queue at once, or holds them until an exchange has shown where they go. Refused as
/// <c>NoDeadLetterTarget</c>, of all messages, if there is neither: what a consumer does not want must not be lost.
/// </summary>
/// <param name="detail">Why; it stays with the messages.</param>
internal sealed class RejectCommand(Receipt[] receipts, string? detail, ReceiptUse use = ReceiptUse.Latest)
    : ReceiptCommand(receipts, use)
{
    /// <summary>At worst each goes to another partition, which is an event of its own.</summary>
    public override int EventBytes => EventBounds.Event + EventBounds.Text(detail)
        + (Messages * (EventBounds.Event + (2 * EventBounds.Sequence)));

    protected override Decision? Lacks(QueueDraft draft)
    {
        if (draft.State.Settings.DeadLetter is not { } setting)
        {
            return Refuse(NoTarget(
                $"Queue '{draft.State.Queue}' has no dead-letter queue. Set deadLetter, or acknowledge the messages."));
        }

        if (setting.Queue is not { } queue)
            return null;
        if (draft.DeadLetter?.Queue != queue)
            return draft.AskForDeadLetter();
        return draft.DeadLetter.Target is null
            ? Refuse(NoTarget(
                $"The dead-letter queue '{queue}' does not exist. Create it, or acknowledge the messages."))
            : null;
    }

    protected override void Change(QueueDraft draft, MessageEntry?[] entries, bool[] holds)
    {
        SequenceNumber[] messages = Sequences(entries, holds);
        if (messages.Length == 0)
            return;
        if (detail is not null)
            draft.Add(new Remarked(RemarkKind.Detail, detail, messages));
        if (draft.State.Settings.DeadLetter!.Exchange is not null)
        {
            draft.Add(new Held(MoveReason.Rejected, messages));
            return;
        }

        MoveTarget target = draft.DeadLetter!.Target!;
        draft.StartTransfers(
            MoveReason.Rejected,
            entries.Where((_, n) => holds[n]).Select(entry => (entry!, target.Of(entry!))));
    }

    private static BrokerException NoTarget(string detail) => new(BrokerErrorCode.NoDeadLetterTarget, detail);
}
