using System.Security.Cryptography;
using System.Text;
using QueueService.Tests.Simulation.Counters;
using QueueService.Tests.Simulation.Routing;
using QueueService.Tests.Simulation.Scenarios;

namespace QueueService.Tests.Simulation.CommandLine;

/// <summary>Runs seeds on several threads; each run has one of them to itself.</summary>
internal sealed class SeedRun(Options options)
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, SimulationResult> _failed = [];
    private readonly SortedDictionary<long, string> _digests = [];
    private readonly Func<long, bool, SimulationResult> _run = options.IsOfCounters ? CounterSimulation.Run
        : options.IsOfRouting ? RoutingSimulation.Run
        : Scenarios.Simulation.Run;

    private long _next = options.First;

    public long Done { get; private set; }

    public bool IsStopped { get; private set; }

    /// <summary>The last seed of those that were run without a gap from the first one on, once the run has ended.</summary>
    public long Last => _next - 1;

    /// <summary>By their seeds.</summary>
    public IReadOnlyCollection<SimulationResult> Failed => _failed.Values;

    /// <summary>Of the stories of the seeds, if they were asked for.</summary>
    public IReadOnlyDictionary<long, string> Digests => _digests;

    /// <summary>What happened in the seed that was run last, if it was asked for.</summary>
    public string Story { get; private set; } = "";

    /// <summary>Lets seeds that have begun end, and begins no other.</summary>
    public void Stop()
    {
        lock (_gate)
            IsStopped = true;
    }

    /// <summary>Tells on a line how far the run is.</summary>
    public string Progress()
    {
        lock (_gate)
            return $"{Done} seeds done, {_failed.Count} with violations";
    }

    public void Run()
    {
        Thread[] threads = [.. Enumerable.Range(0, options.Jobs).Select(_ => new Thread(Work))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
    }

    private void Work()
    {
        while (TryTake(out long seed))
        {
            SimulationResult result = _run(seed, options.IsTraced || options.HasDigests);
            lock (_gate)
            {
                Done++;
                Story = result.Trace;
                if (options.HasDigests)
                    _digests.Add(seed, Digest(result.Trace));
                if (result.Violations.Count > 0)
                    _failed.Add(seed, result);
            }
        }
    }

    private static string Digest(string story) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(story)));

    private bool TryTake(out long seed)
    {
        lock (_gate)
        {
            seed = _next;
            bool stopped = IsStopped || (options.StopsAtFirst && _failed.Count > 0);
            if (stopped || seed > options.Last || seed < options.First)
                return false;
            _next++;
            return true;
        }
    }
}
