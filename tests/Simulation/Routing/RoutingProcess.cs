using Microsoft.Extensions.Logging;
using QueueService.Queues;
using QueueService.Routing;
using QueueService.Storage;
using QueueService.Tests.Simulation.Service;

namespace QueueService.Tests.Simulation.Routing;

/// <summary>One process that serves exchanges and the queues behind them.</summary>
internal sealed class RoutingProcess(RoutingCluster cluster, string name, TimeSpan clockOffset)
    : SimulatedProcess(cluster, name, clockOffset)
{
    private Broker? _queues;

    public ExchangeBroker? Exchanges { get; private set; }

    public override bool IsServing => Exchanges is not null;

    /// <inheritdoc cref="SimulatedProcess.CallAsync"/>
    public Task<Answer<T>> CallAsync<T>(
        Func<Broker, ExchangeBroker, CancellationToken, Task<T>> call, TimeSpan patience) =>
        CallAsync(leaving => call(_queues!, Exchanges!, leaving), patience, _ => null);

    protected override async Task ServeAsync(RandomSource random, ILogger logger)
    {
        Broker queues = await Broker.OpenAsync(
            Store, Clock, random, logger, cluster.Plan.Memory, CancellationToken.None);
        try
        {
            Exchanges = await ExchangeBroker.OpenAsync(queues, CancellationToken.None);
            _queues = queues;
        }
        catch (StorageUnavailableException)
        {
            await queues.DisposeAsync();
            throw;
        }
    }

    protected override Func<Task> BeginStop()
    {
        (Broker queues, ExchangeBroker exchanges) = (_queues!, Exchanges!);
        Exchanges = null;
        return async () =>
        {
            await exchanges.DisposeAsync();
            await queues.DisposeAsync();
        };
    }
}
