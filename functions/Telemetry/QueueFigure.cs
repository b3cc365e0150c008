using QueueService.Partitions.Metering;

namespace QueueService.Functions.Telemetry;

/// <summary>One of the counts that each process keeps of a queue, as <c>/metrics</c> and exporters tell it.</summary>
/// <param name="Name">The last part of its name.</param>
internal sealed record QueueFigure(string Name, string Help, Func<QueueCounters, long> Read)
{
    public static IReadOnlyList<QueueFigure> All { get; } =
    [
        new("sent", "Messages accepted.", counters => counters.Sent),
        new("received", "Messages handed out.", counters => counters.Received),
        new("redelivered", "Messages handed out that had been before.", counters => counters.Redelivered),
        new("acked", "Messages acknowledged.", counters => counters.Acknowledged),
        new("dead_lettered", "Messages moved to the dead-letter queue.", counters => counters.DeadLettered),
        new("expired", "Messages that nobody acknowledged in time.", counters => counters.Expired),
        new("deleted", "Messages deleted by name.", counters => counters.Deleted),
        new("edited", "Messages whose content was replaced.", counters => counters.Edited),
        new("replayed", "Messages that an operator has sent on to another queue.", counters => counters.Replayed),
    ];
}
