using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using QueueService.Partitions;
using QueueService.Partitions.Machine;
using QueueService.Queues;

namespace QueueService.Tests.Simulation.Service;

/// <summary>One process of the service.</summary>
internal sealed class Instance(Cluster cluster, string name, TimeSpan clockOffset)
    : SimulatedProcess(cluster, name, clockOffset)
{
    private readonly MemoryLimits _memory = cluster.Plan.Memory;

    public Broker? Broker { get; private set; }

    public override bool IsServing => Broker is not null;

    /// <summary>Closes the partitions that are open and not in use.</summary>
    public void CloseUnused() => Post(() =>
    {
        if (Broker is not { } broker)
            return;
        foreach (QueuePartition open in Partitions(broker).Open.OrderBy(open => open.Id).ToArray())
            Partitions(broker).DiscardIfUnused(open.Id);
    });

    /// <summary>The partitions that a broker has open.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_partitions")]
    public static extern ref PartitionRegistry Partitions(Broker broker);

    /// <inheritdoc cref="SimulatedProcess.CallAsync"/>
    public Task<Answer<T>> CallAsync<T>(
        Func<Broker, CancellationToken, Task<T>> call, TimeSpan patience, Func<T, string?> witness) =>
        CallAsync(cancellationToken => call(Broker!, cancellationToken), patience, witness);

    protected override async Task ServeAsync(RandomSource random, ILogger logger) =>
        Broker = await Broker.OpenAsync(Store, Clock, random, logger, _memory, CancellationToken.None);

    protected override Func<Task> BeginStop()
    {
        Broker broker = Broker!;
        Broker = null;
        return () => broker.DisposeAsync().AsTask();
    }
}
