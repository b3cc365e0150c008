using System.Diagnostics;

namespace QueueService.Tests.Chaos.Service;

/// <summary>Kills one instance after the other, each some moments after the last one is up again.</summary>
/// <param name="onFailedStart">Told why an instance did not start; it is tried again then.</param>
internal sealed class Killer(
    IReadOnlyList<ServiceInstance> instances, int killsPerMinute, Random random, Action<string> onFailedStart)
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    private readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <summary>What else happens to an instance while it is dead.</summary>
    public Func<Task>? WhileDead { get; init; }

    public async Task RunAsync(CancellationToken stopping)
    {
        TimeSpan period = TimeSpan.FromMinutes(1) / killsPerMinute;
        TimeSpan due = period * random.NextDouble();
        while (await Pause.WaitAsync(due - _clock.Elapsed, stopping))
        {
            ServiceInstance victim = instances[random.Next(instances.Count)];
            await victim.KillAsync();
            if (WhileDead is not null)
                await WhileDead();
            while (!await TryStartAsync(victim) && await Pause.WaitAsync(RetryPause, stopping))
            {
                // What watches over processes tries again.
            }

            due += period * (0.5 + random.NextDouble());
        }
    }

    private async Task<bool> TryStartAsync(ServiceInstance victim)
    {
        try
        {
            await victim.StartAsync();
            return true;
        }
        catch (StartFailedException failure)
        {
            onFailedStart(failure.Message);
            return false;
        }
    }
}
