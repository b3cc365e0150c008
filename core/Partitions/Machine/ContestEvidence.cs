using QueueService.Partitions.Drafts;
using QueueService.Partitions.Events;
using QueueService.Partitions.State;
using QueueService.Storage;

namespace QueueService.Partitions.Machine;

/// <summary>
/// Tells from a later state of a partition, where the frame itself is gone, that a draft was never committed: something
/// of what it decided has not happened there. Nothing tells for certain that it was committed.
/// </summary>
internal static class ContestEvidence
{
    /// <param name="later">A state that covers the frame <paramref name="number"/>.</param>
    /// <param name="draft">What was to become that frame.</param>
    public static bool IsLost(PartitionState later, QueueDraft draft, FrameNumber number)
    {
        // Times never go back in a log. A process that has looked at nothing for minutes finds that others were there
        // before.
        if (later.LastTime < draft.Now || (later.LastFrame == number && later.LastTime != draft.Now))
            return true;
        foreach (PartitionEvent happened in draft.Events)
        {
            if (IsMissing(happened, later, draft.State, number))
                return true;
        }

        // Nothing was decided, so that it can be decided again whatever became of the frame.
        return draft.Events.Count == 0;
    }

    private static bool IsMissing(
        PartitionEvent happened, PartitionState later, PartitionState before, FrameNumber number) => happened switch
    {
        Sent sent => IsMissing(sent.First, sent.Messages.Length, later, number),
        Arrived arrived => later.Inbox.LastTaken(arrived.Source) < arrived.Last,
        Delivered delivered => Array.Exists(
            delivered.Messages, message => IsUnread(message, later) || IsOlder(message, later, before)),
        TransferStarted started => Array.Exists(started.Messages, message => IsUnread(message, later)),
        Held held => Array.Exists(held.Messages, message => later.Find(message) is { IsAside: false }),
        Acknowledged acknowledged => Array.Exists(acknowledged.Messages, message => IsThere(message, later)),
        Expired expired => Array.Exists(expired.Touched, message => IsThere(message, later))
            || Array.Exists(expired.Unread, range => IsThere(range.First, later)),
        Deleted deleted => Array.Exists(deleted.Touched, message => IsThere(message, later))
            || Array.Exists(deleted.Unread, range => IsThere(range.First, later)),
        Replaced replaced => later.FindUnread(replaced.Message.Sequence) is not null
            || later.Find(replaced.Message.Sequence)?.Frame < number,
        Configured configured => later.Version < configured.Version,
        Closed => !later.IsClosed,
        _ => false,
    };

    /// <summary>Their numbers are still free, or those of messages of another frame.</summary>
    private static bool IsMissing(SequenceNumber first, int count, PartitionState later, FrameNumber number) =>
        later.NextSequence < first.Plus(count)
        || (FrameOf(first, later) ?? number) != number;

    /// <summary>The frame that a message came with; null if it is gone, or has another content since.</summary>
    private static FrameNumber? FrameOf(SequenceNumber message, PartitionState later) =>
        later.Find(message) is { } entry
            ? entry.Traits is { IsEdited: true } ? null : entry.Frame
            : later.FindUnread(message)?.Frame;

    /// <summary>What has been received once, or moved, is never unread again.</summary>
    private static bool IsUnread(MessageReference message, PartitionState later) =>
        message.FirstTouch && later.FindUnread(message.Sequence) is not null;

    /// <summary>It has not been delivered once more.</summary>
    private static bool IsOlder(MessageReference message, PartitionState later, PartitionState before) =>
        later.Find(message.Sequence) is { } entry
        && entry.ReceiveCount <= (before.Find(message.Sequence)?.ReceiveCount ?? 0);

    /// <summary>What has gone does not come back.</summary>
    private static bool IsThere(SequenceNumber message, PartitionState later) =>
        later.Find(message) is not null || later.FindUnread(message) is not null;
}
