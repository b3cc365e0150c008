using QueueService.Partitions.Messages;

namespace QueueService.Exchanges.State;

/// <summary>What a route is decided by.</summary>
/// <param name="RoutingKeys">1 to 16; what one of them leads to, the message goes to.</param>
/// <param name="Attributes">With distinct names.</param>
internal sealed record RoutedMessage(string[] RoutingKeys, IReadOnlyList<MessageAttribute> Attributes);
