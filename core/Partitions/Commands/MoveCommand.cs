using QueueService.Partitions.Codec;
using QueueService.Partitions.Drafts;
using QueueService.Partitions.State;
using QueueService.Storage;

namespace QueueService.Partitions.Commands;

/// <summary>
/// Sets messages on their way that were found before, loaded or not; answers which. Those that are not visible any more
/// stay.
/// </summary>
internal sealed class MoveCommand(IReadOnlyList<MoveItem> items) : PartitionCommand<IReadOnlyList<SequenceNumber>>
{
    public override int Messages => items.Count;

    /// <summary>At worst each goes to another partition, which is an event of its own.</summary>
    public override int EventBytes => items.Count * (EventBounds.Event + EventBounds.Reference);

    public override Decision Decide(Draft draft)
    {
        List<(MessageEntry Entry, PartitionId Destination)> moves = [];
        foreach (MoveItem item in items)
        {
            MessageEntry? entry = draft.State.Find(item.Sequence);
            bool isLoaded = entry is not null;
            entry ??= Unread(draft.State, item);
            if (entry is not { IsReady: true })
                continue;
            if (isLoaded ? draft.TryClaim(entry) : draft.TryClaimUnread(entry.Sequence))
                moves.Add((entry, item.Target.Of(entry)));
        }

        draft.StartTransfers(MoveReason.Redrive, moves);
        return Answer([.. moves.Select(move => move.Entry.Sequence)]);
    }

    /// <summary>The message as it will be once it is loaded; null if it is not here.</summary>
    private static MessageEntry? Unread(PartitionState state, MoveItem item)
    {
        if (state.Unread.At(item.Sequence) is not { } run)
            return null;
        return new MessageEntry(item.Sequence, run.Frame, run.Index, item.Length, run.EnqueuedAt, item.Traits)
        {
            IsReady = true,
        };
    }
}
