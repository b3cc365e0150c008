using QueueService.Tests.Chaos.Clients;
using QueueService.Tests.Chaos.Service;

namespace QueueService.Tests.Chaos;

/// <summary>
/// Several processes of the service on one emulated account, behind a network that loses and delays, killed at random
/// while clients send and receive; then everything is made well, drained and checked.
/// </summary>
internal sealed class ChaosRun(ChaosOptions options, Action<string> tell) : IAsyncDisposable
{
    private readonly Cluster _cluster = new(options, tell);

    public async Task<ChaosReport> RunAsync()
    {
        await _cluster.StartAsync();
        using Traffic traffic = new(options, _cluster.Instances);
        using CancellationTokenSource stopping = new();
        using CancellationTokenSource hurry = new();
        await traffic.CreateQueuesAsync(hurry.Token);
        hurry.CancelAfter(options.Length + ChaosOptions.Patience);
        stopping.CancelAfter(options.Length);
        await Task.WhenAll(
        [
            _cluster.FailAsync(stopping.Token),
            .. traffic.Start(stopping.Token, hurry.Token),
            Progress.TellAsync(() => $"{traffic.Report(_cluster.Events)}", tell, stopping.Token),
        ]);
        await _cluster.MendAsync();
        tell("The faults are over; draining.");
        hurry.CancelAfter(ChaosOptions.Patience);
        return await traffic.DrainAsync(_cluster.Events, hurry.Token);
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();
}
