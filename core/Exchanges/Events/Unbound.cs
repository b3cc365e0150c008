using QueueService.Exchanges.Matching;

namespace QueueService.Exchanges.Events;

/// <summary>These bindings are gone.</summary>
internal sealed record Unbound(BindingId[] Bindings) : ExchangeEvent(ExchangeEventKind.Unbound);
