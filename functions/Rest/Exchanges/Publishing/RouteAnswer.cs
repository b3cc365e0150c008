using QueueService.Routing.Publishing;

namespace QueueService.Functions.Rest.Exchanges.Publishing;

/// <summary>Where a message would go.</summary>
/// <param name="Alternates">The alternates that would be asked.</param>
/// <param name="Unroutable">True if it would reach no queue.</param>
internal sealed record RouteAnswer(
    IReadOnlyList<RoutedQueueAnswer> Queues, IReadOnlyList<string> Alternates, bool Unroutable)
{
    public static RouteAnswer From(RouteInfo route) => new(
        [.. route.Queues.Select(RoutedQueueAnswer.From)],
        [.. route.Alternates.Select(alternate => alternate.Value)],
        route.Queues.Count == 0);
}
