namespace QueueService.Benchmarks.Load;

/// <summary>A histogram for each kind of request. Not thread-safe: one for each connection.</summary>
internal sealed class Latencies
{
    private readonly LatencyHistogram[] _byKind =
        [.. Enum.GetValues<RequestKind>().Select(_ => new LatencyHistogram())];

    public LatencyHistogram this[RequestKind kind] => _byKind[(int)kind];

    public void Add(Latencies other)
    {
        foreach (RequestKind kind in Enum.GetValues<RequestKind>())
            this[kind].Add(other[kind]);
    }

    public void Clear()
    {
        foreach (LatencyHistogram histogram in _byKind)
            histogram.Clear();
    }
}
