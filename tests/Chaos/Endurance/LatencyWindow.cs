namespace QueueService.Tests.Chaos.Endurance;

/// <summary>How long calls took since the last look.</summary>
internal sealed class LatencyWindow
{
    private readonly Lock _gate = new();
    private List<double> _milliseconds = [];

    public void Add(TimeSpan latency)
    {
        lock (_gate)
            _milliseconds.Add(latency.TotalMilliseconds);
    }

    /// <summary>Milliseconds that half of the calls and 99 of 100 did not exceed, and begins anew.</summary>
    public (double Median, double P99) Take()
    {
        List<double> taken;
        lock (_gate)
        {
            taken = _milliseconds;
            _milliseconds = [];
        }

        taken.Sort();
        return taken.Count == 0 ? (0, 0) : (taken[taken.Count / 2], taken[taken.Count * 99 / 100]);
    }
}
