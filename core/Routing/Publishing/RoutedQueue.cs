using QueueService.Exchanges.Matching;

namespace QueueService.Routing.Publishing;

/// <summary>A queue that a message would reach.</summary>
/// <param name="Paths">At most ten ways that lead there, each the bindings in their order.</param>
public sealed record RoutedQueue(QueueName Queue, IReadOnlyList<IReadOnlyList<BindingId>> Paths);
