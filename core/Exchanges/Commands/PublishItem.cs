using QueueService.Exchanges.Events;
using QueueService.Partitions;

namespace QueueService.Exchanges.Commands;

/// <summary>A message of a publish, with its content already in stored form.</summary>
/// <param name="Deduplication">The hash of the id that was given.</param>
/// <param name="RoutingKey">The hash of the first routing key.</param>
internal sealed record PublishItem(
    ReadOnlyMemory<byte> Header,
    ReadOnlyMemory<byte> Body,
    TimeSpan? Delay,
    KeyHash Group,
    KeyHash Deduplication,
    KeyHash RoutingKey)
{
    public Retention Retention { get; init; }
}
