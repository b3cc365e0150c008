using QueueService.Exchanges.State;

namespace QueueService.Exchanges.Events;

/// <summary>Messages that the binding takes go to its destination from now on.</summary>
internal sealed record Bound(Link Link) : ExchangeEvent(ExchangeEventKind.Bound);
