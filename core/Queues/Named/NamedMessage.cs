using QueueService.Partitions.Messages;

namespace QueueService.Queues.Named;

/// <summary>A message as somebody names it who has seen it before.</summary>
/// <param name="SequenceNumber">
/// As the message was shown with; it is found by it at once. Null: it must be looked for in the whole queue, unless it
/// is where it was sent to.
/// </param>
public readonly record struct NamedMessage(MessageId Id, long? SequenceNumber = null);
