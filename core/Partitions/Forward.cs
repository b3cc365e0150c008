namespace QueueService.Partitions;

/// <summary>On which way a dead letter set out.</summary>
/// <param name="Exchange">The name of the exchange that was asked.</param>
/// <param name="RoutingKey">The key that it was asked with; null if that were the message's own.</param>
internal sealed record Forward(string Exchange, string? RoutingKey);
