namespace QueueService.Exchanges.Events;

/// <summary>
/// Something that happened to an exchange. Events are facts: applying one never refuses. One that does not fit the
/// state is a broken invariant and throws.
/// </summary>
internal abstract record ExchangeEvent(ExchangeEventKind Kind);
