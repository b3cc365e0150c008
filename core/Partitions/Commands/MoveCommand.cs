using QueueService.Partitions.Codec;
using QueueService.Partitions.Drafts;
using QueueService.Partitions.Events;
using QueueService.Partitions.State;
using QueueService.Replication;
using QueueService.Storage;

namespace QueueService.Partitions.Commands;

/// <summary>
/// Sets messages on their way that were found before, loaded or not; answers which. Those that are neither visible any
/// more nor held stay.
/// </summary>
/// <param name="by">Who asks for it; null if that is not to be told.</param>
internal sealed class MoveCommand(IReadOnlyList<MoveItem> items, string? by = null)
    : QueueCommand<IReadOnlyList<SequenceNumber>>
{
    public override int Messages => items.Count;

    /// <summary>At worst each goes to another partition, which is an event of its own.</summary>
    public override int EventBytes => EventBounds.Event + EventBounds.Text(by)
        + (items.Count * (EventBounds.Event + EventBounds.Reference + EventBounds.Sequence));

    public override Decision Decide(QueueDraft draft)
    {
        List<(MessageEntry Entry, PartitionId Destination)> moves = [];
        foreach (MoveItem item in items)
        {
            MessageEntry? loaded = draft.State.Find(item.Sequence);
            MessageEntry? entry = loaded ?? MoveItem.FindUnread(draft.State, item.Sequence, item.Length, item.Traits);
            if (entry is not { IsReady: true } and not { Hold: Hold.Held })
                continue;
            if (draft.TryClaim(loaded, entry.Sequence))
                moves.Add((entry, item.Target.Of(entry)));
        }

        draft.StartTransfers(MoveReason.Redrive, moves);
        SequenceNumber[] moved = [.. moves.Select(move => move.Entry.Sequence)];
        if (by is not null && moved.Length > 0)
            draft.Add(new Remarked(RemarkKind.ReplayedBy, by, moved));
        return Answer(moved);
    }
}
