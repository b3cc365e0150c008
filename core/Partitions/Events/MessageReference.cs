namespace QueueService.Partitions.Events;

/// <summary>
/// A message that an event is about. If the message was untouched until then, the event carries what the state must
/// know of it from now on, so that replay never has to read an older frame.
/// </summary>
/// <param name="FirstTouch">
/// True if the message was unread; <paramref name="Length"/> and <paramref name="Traits"/> count only then.
/// </param>
internal readonly record struct MessageReference(
    SequenceNumber Sequence, bool FirstTouch = false, int Length = 0, MessageTraits? Traits = null);
