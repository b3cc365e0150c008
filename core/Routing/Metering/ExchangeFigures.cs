namespace QueueService.Routing.Metering;

/// <summary>What this process has done with one exchange since it started.</summary>
/// <param name="Published">Messages that were accepted, with or without a route.</param>
/// <param name="Unroutable">Those among them that had no route.</param>
/// <param name="Behind">Copies that are on their way to their queues, as this process knows it now.</param>
public sealed record ExchangeFigures(ExchangeName Exchange, long Published, long Unroutable, long Behind);
