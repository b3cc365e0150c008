using QueueService.Tests.Azurite;
using QueueService.Tests.Chaos.Clients;
using QueueService.Tests.Chaos.Faults;
using QueueService.Tests.Chaos.Service;

namespace QueueService.Tests.Chaos;

/// <summary>
/// Several processes of the service on one emulated account, behind a network that loses and delays, killed at random
/// while clients send and receive; then everything is made well, drained and checked.
/// </summary>
internal sealed class ChaosRun(ChaosOptions options, Action<string> tell) : IAsyncDisposable
{
    private readonly List<ServiceInstance> _instances = [];
    private readonly List<FaultProxy> _proxies = [];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("queue-chaos-");
    private AzuriteServer? _azurite;

    private Tally[] Events =>
    [
        new("kills", _instances.Sum(instance => instance.Kills)),
        new("network faults", _proxies.Sum(proxy => proxy.Faults)),
    ];

    public async Task<ChaosReport> RunAsync()
    {
        await StartAsync();
        using Traffic traffic = new(options, _instances);
        using CancellationTokenSource stopping = new();
        using CancellationTokenSource hurry = new();
        await traffic.CreateQueuesAsync(hurry.Token);
        foreach (FaultProxy proxy in _proxies)
            proxy.Plan = new NetworkPlan();
        Killer killer = new(
            _instances,
            options.KillsPerMinute,
            new Random(options.SeedOf(0, 5)),
            _ => tell("An instance did not start because of the network; trying again."));
        hurry.CancelAfter(options.Length + ChaosOptions.Patience);
        stopping.CancelAfter(options.Length);
        await Task.WhenAll(
        [
            .. traffic.Start(stopping.Token, hurry.Token),
            killer.RunAsync(stopping.Token),
            Progress.TellAsync(() => $"{traffic.Report(Events)}", tell, stopping.Token),
        ]);
        await MendAsync();
        tell("The faults are over; draining.");
        hurry.CancelAfter(ChaosOptions.Patience);
        return await traffic.DrainAsync(Events, hurry.Token);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            // Ends them all, also if one has shown a secret.
            await Task.WhenAll(_instances.Select(instance => instance.DisposeAsync().AsTask()));
        }
        finally
        {
            foreach (FaultProxy proxy in _proxies)
                await proxy.DisposeAsync();
            if (_azurite is not null)
                await _azurite.DisposeAsync();
            _folder.Delete(recursive: true);
        }
    }

    private async Task StartAsync()
    {
        _azurite = await AzuriteServer.StartAsync(_folder.CreateSubdirectory("account").FullName);
        string program = options.Program ?? await ServiceProgram.PublishAsync(
            _folder.CreateSubdirectory("program").FullName, CancellationToken.None);
        for (int n = 0; n < options.Instances; n++)
        {
            FaultProxy blobs = new(_azurite.BlobEndpoint, options.SeedOf(n, 1));
            FaultProxy tables = new(_azurite.TableEndpoint, options.SeedOf(n, 2));
            _proxies.AddRange([blobs, tables]);
            string account = AzuriteServer.ConnectionStringTo(blobs.Address, tables.Address);
            ServiceInstance instance = new(
                $"{n + 1}", program, ["--Storage:Kind", "Azure", "--Storage:ConnectionString", account]);
            _instances.Add(instance);
            await instance.StartAsync();
        }
    }

    /// <summary>No fault happens from here on, and every instance has forgotten the last one.</summary>
    private async Task MendAsync()
    {
        foreach (FaultProxy proxy in _proxies)
            proxy.Plan = NetworkPlan.Calm;
        foreach (ServiceInstance instance in _instances.Where(instance => instance.Address is null))
            await instance.StartAsync();
    }
}
