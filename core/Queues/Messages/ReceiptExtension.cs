namespace QueueService.Queues.Messages;

/// <summary>One handle with the visibility timeout it asks for, counted from now.</summary>
/// <param name="VisibilityTimeout">0..43,200 s.</param>
public sealed record ReceiptExtension(string ReceiptHandle, TimeSpan VisibilityTimeout);
