using QueueService.Partitions.Drafts;
using QueueService.Partitions.Messages;
using QueueService.Partitions.State;
using QueueService.Replication;

namespace QueueService.Partitions.Commands;

/// <summary>
/// Says which of these messages are here, as they are, in the order in which they were asked for:
/// <see cref="Delivery.VisibleAt"/> is null for those that can be received. Those on their way to another queue are not
/// here.
/// </summary>
internal sealed class LocateCommand(IReadOnlyList<SequenceNumber> messages)
    : QueueCommand<IReadOnlyList<Delivery>>
{
    public override int Messages => messages.Count;

    public override Decision Decide(QueueDraft draft)
    {
        List<Delivery> found = [];
        foreach (SequenceNumber message in messages)
        {
            if (draft.State.Find(message) is { Touched: true } entry)
            {
                if (entry.Hold != Hold.Leaving)
                    found.Add(Located(entry));
            }
            else if (draft.State.FindUnread(message) is { } run)
            {
                found.Add(Delivery.Of(run));
            }
        }

        return Answer(found);
    }

    private static Delivery Located(MessageEntry entry) => entry.Hold == Hold.Held
        ? Delivery.Of(entry, showVisibleAt: false) with { State = PeekState.Held }
        : Delivery.Of(entry, showVisibleAt: !entry.IsReady);
}
