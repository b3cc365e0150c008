namespace QueueService.Exchanges.Events;

/// <summary>The exchange was deleted; nothing follows.</summary>
internal sealed record ExchangeClosed() : ExchangeEvent(ExchangeEventKind.Closed);
