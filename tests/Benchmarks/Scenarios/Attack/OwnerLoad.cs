using System.Diagnostics;
using System.Text;
using QueueService.Benchmarks.Load;
using QueueService.Benchmarks.Targets;

namespace QueueService.Benchmarks.Scenarios.Attack;

/// <summary>
/// What the owner of a queue does meanwhile: sends at a steady pace. A send that is late because the one before it took
/// long counts from when it was due.
/// </summary>
internal sealed class OwnerLoad(int port, string queue)
{
    private const int Connections = 4;

    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(80);
    private static readonly byte[] Body = Encoding.ASCII.GetBytes(
        $$"""{"messages":[{"body":"{{new string('x', 1000)}}"}]}""");

    /// <summary>How long the sends of that time took, and how many were refused.</summary>
    public async Task<(LatencyHistogram Latencies, int Refused)> RunAsync(
        TimeSpan time, CancellationToken cancellation)
    {
        LatencyHistogram all = new();
        int refused = 0;
        foreach ((LatencyHistogram latencies, int count) in await Task.WhenAll(
            Enumerable.Range(0, Connections).Select(n => OneAsync(n * Period / Connections, time, cancellation))))
        {
            all.Add(latencies);
            refused += count;
        }

        return (all, refused);
    }

    private async Task<(LatencyHistogram Latencies, int Refused)> OneAsync(
        TimeSpan offset, TimeSpan time, CancellationToken cancellation)
    {
        using HttpClient http = BenchmarkKey.Client(new Uri($"http://127.0.0.1:{port}"));
        LatencyHistogram latencies = new();
        int refused = 0;
        long startedAt = Stopwatch.GetTimestamp();
        for (TimeSpan due = offset; due < time; due += Period)
        {
            TimeSpan early = due - Stopwatch.GetElapsedTime(startedAt);
            if (early > TimeSpan.Zero)
                await Task.Delay(early, cancellation);
            long from = early > TimeSpan.Zero
                ? Stopwatch.GetTimestamp()
                : startedAt + (long)(due.TotalSeconds * Stopwatch.Frequency);
            using ByteArrayContent body = new(Body);
            body.Headers.Add("Content-Type", "application/json");
            using HttpResponseMessage answer = await http.PostAsync(
                new Uri($"/v1/queues/{queue}/messages", UriKind.Relative), body, cancellation);
            refused += answer.IsSuccessStatusCode ? 0 : 1;
            latencies.Record(from, Stopwatch.GetTimestamp());
        }

        return (latencies, refused);
    }
}
