using QueueService.Partitions.Drafts;
using QueueService.Partitions.State;

namespace QueueService.Partitions.Commands;

/// <summary>A message that a redrive has found, and the queue that it is to go to.</summary>
/// <param name="Length">Of its content in bytes.</param>
internal sealed record MoveItem(SequenceNumber Sequence, int Length, MessageTraits? Traits, MoveTarget Target)
{
    /// <summary>
    /// An unread message as it will be once it is loaded; not ready while the delay of the queue hides it. Null if it
    /// is not here.
    /// </summary>
    public static MessageEntry? FindUnread(
        PartitionState state, SequenceNumber sequence, int length, MessageTraits? traits) =>
        state.FindUnread(sequence) is { } run
            ? new MessageEntry(sequence, run.Frame, run.Index, length, run.EnqueuedAt, traits?.ForState)
            {
                IsReady = state.Unread.At(sequence) is not null,
            }
            : null;
}
