namespace QueueService.Partitions.Events;

/// <summary>
/// The content of a message was replaced by one of this frame. It keeps its number, its age and its place in the order
/// of delivery; whoever had received it before holds it no longer. From the third feature level on.
/// </summary>
/// <param name="Message">As it was before.</param>
/// <param name="Content">Its new content, with all that is known of the message.</param>
internal sealed record Replaced(MessageReference Message, StoredMessage Content) : PartitionEvent(EventKind.Replaced);
