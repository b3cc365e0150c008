namespace QueueService.Routing.Publishing;

/// <summary>Where a message would go.</summary>
/// <param name="Queues">By ordinal order of their names; none if it would have no route.</param>
/// <param name="Alternates">The alternates that would be asked.</param>
public sealed record RouteInfo(IReadOnlyList<RoutedQueue> Queues, IReadOnlyList<ExchangeName> Alternates);
