using QueueService.Queues.Maintenance;

namespace QueueService.Functions.Timers;

/// <summary>What the last tick of the maintenance timer saw in this process; empty where another one ran it.</summary>
internal sealed class QueueBoard
{
    public IReadOnlyList<QueueSample> Samples { get; private set; } = [];

    public void Show(IReadOnlyList<QueueSample> samples) => Samples = samples;
}
