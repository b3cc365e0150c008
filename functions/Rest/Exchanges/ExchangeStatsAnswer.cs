namespace QueueService.Functions.Rest.Exchanges;

/// <summary>
/// How many bindings lead from an exchange, how many messages were published to it since it was made, and how many of
/// those had no route.
/// </summary>
internal sealed record ExchangeStatsAnswer(long Bindings, long Published, long Unroutable);
