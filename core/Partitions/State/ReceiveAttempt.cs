namespace QueueService.Partitions.State;

/// <summary>What a receive with an attempt id got, as long as nothing has become of any of it.</summary>
internal sealed record ReceiveAttempt(KeyHash Key, IReadOnlyList<MessageEntry> Messages);
