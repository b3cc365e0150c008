namespace QueueService.Functions.Rest.Exchanges;

/// <summary>
/// How many bindings lead from an exchange, how many messages were published to it since it was made, and how many of
/// those had no route.
/// </summary>
/// <param name="Delayed">Always 0: an exchange keeps no message, and a delay counts in the queues.</param>
/// <param name="Held">
/// Dead letters that queues hold until this exchange leads them somewhere, at most five seconds ago. Absent in answers
/// to PUT and PATCH.
/// </param>
internal sealed record ExchangeStatsAnswer(long Bindings, long Published, long Unroutable, long Delayed, long? Held);
