using Microsoft.Extensions.Logging;
using QueueService.Features;
using QueueService.Replication;
using QueueService.Tests.Simulation.Service;

namespace QueueService.Tests.Simulation.Counters;

/// <summary>One process that serves counters.</summary>
internal sealed class CounterProcess(CounterCluster cluster, string name, TimeSpan clockOffset)
    : SimulatedProcess(cluster, name, clockOffset)
{
    /// <summary>As the housekeeping of the service.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    public OpenCounters? Counters { get; private set; }

    /// <summary>Follows the first counter; null where nobody does.</summary>
    public CounterFollower? Follower { get; private set; }

    public override bool IsServing => Counters is not null;

    /// <summary>Closes the counters that are open and not in use.</summary>
    public void CloseUnused() => Post(() =>
    {
        foreach (CounterPartition open in Counters?.Open.OrderBy(open => open.Id).ToArray() ?? [])
            Counters!.DiscardIfUnused(open.Id);
    });

    /// <summary>Makes what is there durable and short, as at rest; closes those that nobody uses.</summary>
    public void Settle() => Post(() => _ = SettleAsync(TimeSpan.Zero));

    /// <inheritdoc cref="SimulatedProcess.CallAsync"/>
    public Task<Answer<T>> CallAsync<T>(
        Func<OpenCounters, CancellationToken, Task<T>> call, TimeSpan patience, Func<T, string?> witness) =>
        CallAsync(cancellationToken => call(Counters!, cancellationToken), patience, witness);

    protected override async Task ServeAsync(RandomSource random, ILogger logger)
    {
        foreach (Storage.PartitionId counter in cluster.Counters)
        {
            await new LogFounder(Store, Clock, random).CreateAsync(
                counter,
                FrameEnvelope.Encode(CounterFrame.Version, new Timestamp(1), 0, [], []),
                CounterNote.Encode(null, new CounterState(), isFinal: true));
        }

        Counters = OpenCounters.With(new PartitionServices(Store, Clock, random, logger)
        {
            Memory = cluster.Plan.Memory,
            Features = new FeatureGate(FeatureLevel.Newest),
        });
        if (cluster.Follows)
        {
            CounterFollower follower = new(cluster.Counters[0], cluster.Archive);
            await Counters.FollowAsync(follower);
            Follower = follower;
        }

        _ = KeepHouseAsync();
    }

    protected override Func<Task> BeginStop()
    {
        OpenCounters counters = Counters!;
        Counters = null;
        return () => counters.DisposeAsync().AsTask();
    }

    private async Task KeepHouseAsync()
    {
        using PeriodicTimer timer = new(Period, Clock);
        while (await timer.WaitForNextTickAsync() && IsServing)
            await SettleAsync(Period);
    }

    private async Task SettleAsync(TimeSpan rest)
    {
        try
        {
            if (Counters is { } counters)
                await counters.SettleAsync(rest, closes: cluster.Plan.Memory.CloseAfter <= Period);
        }
        catch (BrokerException)
        {
            // Later again.
        }
    }
}
