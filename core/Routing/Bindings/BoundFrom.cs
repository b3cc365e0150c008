using QueueService.Exchanges.Matching;

namespace QueueService.Routing.Bindings;

/// <summary>A binding, with the exchange that it leads from.</summary>
public sealed record BoundFrom(ExchangeName Exchange, Binding Binding);
