namespace QueueService.Partitions.Events;

/// <summary>Something was said of messages, which they keep. From the third feature level on.</summary>
/// <param name="Messages">Each has a history by now.</param>
internal sealed record Remarked(RemarkKind Remark, string Text, SequenceNumber[] Messages)
    : PartitionEvent(EventKind.Remarked);
