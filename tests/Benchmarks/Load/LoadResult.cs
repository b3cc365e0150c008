namespace QueueService.Benchmarks.Load;

/// <param name="Messages">Messages of which every request of the phase has been answered.</param>
/// <param name="Elapsed">From the first request to the last answer.</param>
/// <param name="Latencies">Of all connections together.</param>
internal sealed record LoadResult(long Messages, TimeSpan Elapsed, Latencies Latencies)
{
    public double MessagesPerSecond => Messages / Elapsed.TotalSeconds;
}
