using QueueService.Exchanges.Commands;
using QueueService.Routing.Catalog;

namespace QueueService.Routing.Publishing;

/// <summary>Where messages go that are published to an exchange.</summary>
/// <param name="First">What the exchange itself has answered.</param>
/// <param name="Map">All hops.</param>
internal sealed record Route(ExchangeRecord Exchange, Hop First, RouteMap Map);
