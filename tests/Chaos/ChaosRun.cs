using System.Diagnostics;
using QueueService.Tests.Azurite;
using QueueService.Tests.Chaos.Checks;
using QueueService.Tests.Chaos.Clients;
using QueueService.Tests.Chaos.Faults;
using QueueService.Tests.Chaos.Record;
using QueueService.Tests.Chaos.Service;

namespace QueueService.Tests.Chaos;

/// <summary>
/// Several processes of the service on one emulated account, behind a network that loses and delays, killed at random
/// while clients send and receive; then everything is made well, drained and checked.
/// </summary>
internal sealed class ChaosRun(ChaosOptions options, Action<string> tell) : IAsyncDisposable
{
    /// <summary>How long clients may take to finish their last calls, and the queues to be drained.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan ProgressPeriod = TimeSpan.FromSeconds(15);

    private readonly Ledger _ledger = new();
    private readonly List<ServiceInstance> _instances = [];
    private readonly List<FaultProxy> _proxies = [];
    private readonly Stopwatch _clock = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("queue-chaos-");
    private AzuriteServer? _azurite;

    public async Task<ChaosReport> RunAsync()
    {
        await StartAsync();
        using RestClient rest = new(_instances, _ledger);
        QueueClient client = new(rest, _ledger);
        using CancellationTokenSource stopping = new();
        using CancellationTokenSource hurry = new();
        foreach (QueueSpec queue in QueueSpec.All)
            await client.CreateAsync(queue, hurry.Token);
        foreach (FaultProxy proxy in _proxies)
            proxy.Plan = new NetworkPlan();
        _clock.Start();
        hurry.CancelAfter(options.Length + Patience);
        stopping.CancelAfter(options.Length);
        await Task.WhenAll([.. Clients(client, stopping.Token, hurry.Token), KillAsync(stopping.Token), TellAsync(stopping.Token)]);
        await MendAsync();
        tell("The faults are over; draining.");
        hurry.CancelAfter(Patience);
        await Drain.RunAsync(client, hurry.Token);
        (int sent, int stored, int received, int acknowledged) = _ledger.Count();
        return new ChaosReport(
            sent,
            stored,
            received,
            acknowledged,
            _instances.Sum(instance => instance.Kills),
            _proxies.Sum(proxy => proxy.Faults),
            [.. LedgerChecker.Check(_ledger)]);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ServiceInstance instance in _instances)
            await instance.DisposeAsync();
        foreach (FaultProxy proxy in _proxies)
            await proxy.DisposeAsync();
        if (_azurite is not null)
            await _azurite.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task StartAsync()
    {
        _azurite = await AzuriteServer.StartAsync(_folder.CreateSubdirectory("account").FullName);
        string program = options.Program ?? await ServiceProgram.PublishAsync(
            _folder.CreateSubdirectory("program").FullName, CancellationToken.None);
        for (int n = 0; n < options.Instances; n++)
        {
            FaultProxy blobs = new(_azurite.BlobEndpoint, HashSeed(n, 1));
            FaultProxy tables = new(_azurite.TableEndpoint, HashSeed(n, 2));
            _proxies.AddRange([blobs, tables]);
            string account = AzuriteServer.ConnectionStringTo(blobs.Address, tables.Address);
            ServiceInstance instance = new(
                $"{n + 1}", program, ["--Storage:Kind", "Azure", "--Storage:ConnectionString", account]);
            _instances.Add(instance);
            await instance.StartAsync();
        }
    }

    private IEnumerable<Task> Clients(QueueClient client, CancellationToken stopping, CancellationToken hurry)
    {
        for (int n = 1; n <= options.Producers; n++)
        {
            Producer producer = new($"p{n}", client, options, new Random(HashSeed(n, 3)));
            yield return Task.Run(() => producer.RunAsync(stopping, hurry), hurry);
        }

        for (int n = 1; n <= options.Consumers; n++)
        {
            Consumer consumer = new(client, new Random(HashSeed(n, 4)));
            yield return Task.Run(() => consumer.RunAsync(stopping, hurry), hurry);
        }

        Operator redriver = new(client, new Random(HashSeed(1, 6)));
        yield return Task.Run(() => redriver.RunAsync(stopping, hurry), hurry);
    }

    /// <summary>Kills one instance after the other, each some moments after the last one is up again.</summary>
    private async Task KillAsync(CancellationToken stopping)
    {
        Random random = new(HashSeed(0, 5));
        TimeSpan period = TimeSpan.FromMinutes(1) / options.KillsPerMinute;
        TimeSpan due = period * random.NextDouble();
        while (await PauseAsync(due - _clock.Elapsed, stopping))
        {
            ServiceInstance victim = _instances[random.Next(_instances.Count)];
            await victim.KillAsync();
            await StartAgainAsync(victim, stopping);
            due += period * (0.5 + random.NextDouble());
        }
    }

    /// <summary>A start may fail because of the network; what watches over processes then tries again.</summary>
    private async Task StartAgainAsync(ServiceInstance victim, CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                await victim.StartAsync();
                return;
            }
            catch (InvalidOperationException) when (!stopping.IsCancellationRequested)
            {
                tell($"Instance {victim.Name} did not start because of the network; trying again.");
            }
        }
    }

    private async Task TellAsync(CancellationToken stopping)
    {
        while (await PauseAsync(ProgressPeriod, stopping))
        {
            (int sent, int stored, int received, int acknowledged) = _ledger.Count();
            tell($"{_clock.Elapsed:hh\\:mm\\:ss} sent {sent:N0} (stored {stored:N0}), received {received:N0}, "
                + $"acknowledged {acknowledged:N0}, kills {_instances.Sum(instance => instance.Kills)}, "
                + $"network faults {_proxies.Sum(proxy => proxy.Faults):N0}");
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

    private int HashSeed(int number, int kind) => (options.Seed * 1_000) + (number * 10) + kind;

    /// <summary>False if the run ended meanwhile.</summary>
    private static async Task<bool> PauseAsync(TimeSpan pause, CancellationToken stopping)
    {
        await Task.Delay(pause > TimeSpan.Zero ? pause : TimeSpan.Zero, stopping)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !stopping.IsCancellationRequested;
    }
}
