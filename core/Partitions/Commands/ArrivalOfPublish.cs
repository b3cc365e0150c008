namespace QueueService.Partitions.Commands;

/// <summary>What a copy of a published message brings along, to be taken like one that was sent to the queue.</summary>
/// <param name="Delay">Null takes the delay of the queue; does not count in a FIFO queue, as of what is sent.</param>
/// <param name="Deduplication">The hash of the id that was given.</param>
internal sealed record ArrivalOfPublish(TimeSpan? Delay, KeyHash Deduplication);
