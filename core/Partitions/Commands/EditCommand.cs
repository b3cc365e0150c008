using QueueService.Partitions.Codec;
using QueueService.Partitions.Drafts;
using QueueService.Partitions.Events;
using QueueService.Partitions.State;
using QueueService.Replication;

namespace QueueService.Partitions.Commands;

/// <summary>
/// Replaces the content of a message, or replays it, or both in one frame: there is no moment at which the old content
/// is on its way, or the new one is here beside it. Changes nothing if the message is not as it was seen.
/// </summary>
internal sealed class EditCommand(MessageEditing editing) : QueueCommand<EditStatus>
{
    public override int Bytes => editing.Content is { } content ? content.Header.Length + content.Body.Length : 0;

    public override int EventBytes => (3 * EventBounds.Event) + EventBounds.Reference + EventBounds.ArrivedMessage
        + EventBounds.Story + EventBounds.Text(editing.Traits?.Detail) + EventBounds.Text(editing.By)
        + (2 * EventBounds.Sequence);

    public override Decision Decide(QueueDraft draft)
    {
        MessageEntry? loaded = draft.State.Find(editing.Seen.Sequence);
        MessageEntry? entry = loaded
            ?? MoveItem.FindUnread(draft.State, editing.Seen.Sequence, editing.Length, editing.Traits);
        if (entry is null or { Hold: Hold.Leaving })
            return Answer(EditStatus.Gone);
        if (entry is { IsReady: false, Hold: Hold.InFlight })
            return Answer(EditStatus.InFlight);
        if (entry.Frame != editing.Seen.Frame || entry.Index != editing.Seen.Index
            || entry.ReceiveCount != editing.Seen.ReceiveCount)
            return Answer(EditStatus.Changed);
        if (editing.Content is { } content && content.Size > draft.State.Settings.MaxMessageBytes)
            return Refuse(TooLarge(content.Size, draft.State.Settings.MaxMessageBytes));
        if (!draft.TryClaim(loaded, entry.Sequence))
            return Decision.Defer;
        Change(draft, entry);
        return Answer(EditStatus.Done);
    }

    private void Change(QueueDraft draft, MessageEntry entry)
    {
        MessageReference message = QueueDraft.Refer(entry);
        if (editing.Content is { } content)
        {
            int length = draft.AddContent(content.Header, content.Body);
            MessageTraits traits = (editing.Traits ?? new MessageTraits()) with { IsEdited = true };
            draft.Add(new Replaced(message, new StoredMessage(length, Traits: traits)));
            message = new MessageReference(entry.Sequence);
        }

        if (editing.Target is not { } target)
            return;
        draft.StartTransfer(MoveReason.Redrive, target.Of(entry), [message]);
        if (editing.By is { } by)
            draft.Add(new Remarked(RemarkKind.ReplayedBy, by, [entry.Sequence]));
    }

    private static BrokerException TooLarge(int size, int most) => new(
        BrokerErrorCode.MessageTooLarge,
        $"The message would have {size} bytes of body and attributes; the queue takes at most {most}.");
}
