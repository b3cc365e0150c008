namespace QueueService.Partitions.Commands;

/// <summary>What a receipt handle says: which message, and which of its deliveries.</summary>
/// <param name="ReceiveCount">The receive count that the delivery gave the message.</param>
internal readonly record struct Receipt(SequenceNumber Message, int ReceiveCount);
