using QueueService.Partitions.Codec;
using QueueService.Partitions.Drafts;
using QueueService.Partitions.Events;
using QueueService.Partitions.Messages;
using QueueService.Partitions.State;
using QueueService.Replication;

namespace QueueService.Partitions.Commands;

/// <summary>
/// Takes out messages for good that nobody holds; answers what became of each. Those in flight stay, since their
/// consumer is at work on them.
/// </summary>
/// <param name="messages">Each of them once.</param>
internal sealed class DeleteCommand(IReadOnlyList<SequenceNumber> messages) : QueueCommand<DeleteStatus[]>
{
    public override int Messages => messages.Count;

    public override int EventBytes => EventBounds.Event + (messages.Count * EventBounds.Range);

    public override Decision Decide(QueueDraft draft)
    {
        if (messages.Any(message => draft.IsClaimed(draft.State.Find(message), message)))
            return Decision.Defer;
        List<SequenceRange> unread = [];
        List<SequenceNumber> touched = [];
        DeleteStatus[] reply = new DeleteStatus[messages.Count];
        for (int n = 0; n < reply.Length; n++)
            reply[n] = Decide(draft, messages[n], unread, touched);
        if (unread.Count + touched.Count > 0)
            draft.Add(new Deleted([.. unread], [.. touched]));
        return Answer(reply);
    }

    private static DeleteStatus Decide(
        QueueDraft draft, SequenceNumber message, List<SequenceRange> unread, List<SequenceNumber> touched)
    {
        MessageEntry? entry = draft.State.Find(message);
        if (entry is { Touched: true })
        {
            if (entry.Hold == Hold.Leaving)
                return DeleteStatus.NotFound;
            if (entry is { IsReady: false, Hold: Hold.InFlight })
                return DeleteStatus.InFlight;
            draft.TryClaim(entry);
            touched.Add(message);
            return DeleteStatus.Deleted;
        }

        if (draft.State.FindUnread(message) is null)
            return DeleteStatus.NotFound;
        draft.TryClaim(entry, message);
        unread.Add(new SequenceRange(message, 1));
        return DeleteStatus.Deleted;
    }
}
