namespace QueueService.Exchanges.Events;

/// <summary>So many messages more were published here, with or without a route.</summary>
internal sealed record Counted(long Published, long Unroutable) : ExchangeEvent(ExchangeEventKind.Counted);
