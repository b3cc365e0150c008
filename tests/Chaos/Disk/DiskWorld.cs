using QueueService.Tests.Chaos.Clients;
using QueueService.Tests.Chaos.Service;

namespace QueueService.Tests.Chaos.Disk;

/// <summary>One service on one folder, killed again and again while clients use it.</summary>
internal sealed class DiskWorld : IAsyncDisposable
{
    private readonly ChaosOptions _options;
    private readonly ServiceInstance _service;

    public DiskWorld(string name, string program, string folder, ChaosOptions options)
    {
        _options = options;
        _service = ServiceInstance.OnDisk(name, program, folder);
        Traffic = new Traffic(options, [_service]);
    }

    public Traffic Traffic { get; }

    public Tally Kills => new("kills", _service.Kills);

    /// <summary>Runs clients and kills for the length of a run, then drains and checks.</summary>
    /// <param name="whileDead">What happens to the folder between a kill and a start; null: nothing.</param>
    /// <param name="other">Other faults; ends some time after its token is cancelled, with all of them mended.</param>
    public async Task<ChaosReport> RunAsync(
        Func<Task>? whileDead, Func<CancellationToken, Task> other, Func<IReadOnlyList<Tally>> events)
    {
        using CancellationTokenSource stopping = new();
        using CancellationTokenSource hurry = new();
        await _service.StartAsync();
        await Traffic.CreateQueuesAsync(hurry.Token);
        Killer killer = new(
            [_service],
            _options.KillsPerMinute,
            new Random(_options.SeedOf(0, 5)),
            why => Traffic.Ledger.AddMistake($"After a kill: {why}"))
        {
            WhileDead = whileDead,
        };
        hurry.CancelAfter(_options.Length + ChaosOptions.Patience);
        stopping.CancelAfter(_options.Length);
        await Task.WhenAll(
            [.. Traffic.Start(stopping.Token, hurry.Token), killer.RunAsync(stopping.Token), other(stopping.Token)]);
        if (_service.Address is null)
            await _service.StartAsync();
        hurry.CancelAfter(ChaosOptions.Patience);
        return await Traffic.DrainAsync(events(), hurry.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        Traffic.Dispose();
    }
}
