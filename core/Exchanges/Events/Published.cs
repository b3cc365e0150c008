using QueueService.Partitions;

namespace QueueService.Exchanges.Events;

/// <summary>
/// Messages were accepted, and their copies set out; the n-th message has the sequence number <c>First + n</c>.
/// </summary>
internal sealed record Published(SequenceNumber First, PublishedMessage[] Messages, Departure[] Departures)
    : ExchangeEvent(ExchangeEventKind.Published);
