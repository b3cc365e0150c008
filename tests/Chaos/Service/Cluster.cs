using QueueService.Tests.Azurite;
using QueueService.Tests.Chaos.Faults;

namespace QueueService.Tests.Chaos.Service;

/// <summary>
/// Several processes of the service on one emulated account, each behind a network of its own that can lose and delay.
/// </summary>
internal sealed class Cluster(ChaosOptions options, Action<string> tell) : IAsyncDisposable
{
    private readonly List<ServiceInstance> _instances = [];
    private readonly List<FaultProxy> _proxies = [];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("queue-chaos-");
    private AzuriteServer? _azurite;

    public IReadOnlyList<ServiceInstance> Instances => _instances;

    /// <summary>What was done to them.</summary>
    public Tally[] Events =>
    [
        new("kills", _instances.Sum(instance => instance.Kills)),
        new("network faults", _proxies.Sum(proxy => proxy.Faults)),
    ];

    /// <summary>Starts all of them; nothing fails yet.</summary>
    public async Task StartAsync()
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

    /// <summary>
    /// From here on the network fails, if it is to, and one instance after the other is killed and started again.
    /// </summary>
    public Task FailAsync(CancellationToken stopping)
    {
        foreach (FaultProxy proxy in _proxies)
            proxy.Plan = options.NetworkFails ? new NetworkPlan() : NetworkPlan.Calm;
        Killer killer = new(
            _instances,
            options.KillsPerMinute,
            new Random(options.SeedOf(0, 5)),
            _ => tell("An instance did not start because of the network; trying again."));
        return killer.RunAsync(stopping);
    }

    /// <summary>No fault happens from here on, and every instance has forgotten the last one.</summary>
    public async Task MendAsync()
    {
        foreach (FaultProxy proxy in _proxies)
            proxy.Plan = NetworkPlan.Calm;
        foreach (ServiceInstance instance in _instances.Where(instance => instance.Address is null))
            await instance.StartAsync();
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
}
