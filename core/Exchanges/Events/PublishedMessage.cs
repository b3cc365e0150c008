using QueueService.Partitions;

namespace QueueService.Exchanges.Events;

/// <summary>One message inside a frame, with what its copies bring along.</summary>
/// <param name="Length">Bytes of its content in the payload; contents stand one after another.</param>
/// <param name="Delay">How long the copies are hidden; null takes the delay of each queue.</param>
/// <param name="Group">The group that was given.</param>
/// <param name="Deduplication">The hash of the deduplication id that was given.</param>
/// <param name="RoutingKey">The hash of the first routing key: the group in a FIFO queue, where none was given.</param>
internal readonly record struct PublishedMessage(
    int Length, TimeSpan? Delay, KeyHash Group, KeyHash Deduplication, KeyHash RoutingKey)
{
    public Retention Retention { get; init; }
}
