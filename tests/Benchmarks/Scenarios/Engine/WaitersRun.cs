using QueueService.Benchmarks.Reporting;
using QueueService.Queues.Messages;

namespace QueueService.Benchmarks.Scenarios.Engine;

/// <summary>One queue of <see cref="WaitersScenario"/>, with so many receives that wait.</summary>
internal sealed class WaitersRun(EngineService service, QueueName queue, int waiters, CancellationToken cancellation)
{
    private static readonly ReceiveOptions Waiting = new(1, Wait: Limits.MaxReceiveWait);
    private readonly List<(TimeSpan P50, TimeSpan P99, double CpuMicroseconds)> _rounds = [];
    private readonly SemaphoreSlim _acknowledged = new(0);

    /// <summary>p50 and p99 of a send in ms, and processor time of a message's whole life in µs.</summary>
    public double[] Medians =>
    [
        Figures.Median(_rounds.Select(round => round.P50.TotalMilliseconds)),
        Figures.Median(_rounds.Select(round => round.P99.TotalMilliseconds)),
        Figures.Median(_rounds.Select(round => round.CpuMicroseconds)),
    ];

    /// <summary>Sends one message after the other, each when the one before was received and acknowledged.</summary>
    public async Task RunAsync(int sends, bool isCounted)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task[] loops = [.. Enumerable.Range(0, waiters).Select(_ => WaitLoopAsync(over.Token))];

        // Answered once the receives that were posted before it wait.
        await service.Broker.GetQueueAsync(queue, cancellation);
        CommandTimes times = new();
        TimeSpan before = Environment.CpuUsage.TotalTime;
        for (int n = 0; n < sends; n++)
        {
            await times.MeasureAsync(() => service.Broker.SendAsync(queue, [EngineService.Message()], cancellation));
            await _acknowledged.WaitAsync(cancellation);
        }

        TimeSpan used = Environment.CpuUsage.TotalTime - before;
        if (isCounted)
            _rounds.Add((times.Percentile(0.5), times.Percentile(0.99), used.TotalMicroseconds / sends));
        await over.CancelAsync();
        await Task.WhenAll(loops);
    }

    private async Task WaitLoopAsync(CancellationToken over)
    {
        try
        {
            while (true)
            {
                IReadOnlyList<MessageView> received = await service.Broker.ReceiveAsync(queue, Waiting, over);
                if (received.Count == 0)
                    continue;
                await service.AcknowledgeAsync(queue, received, cancellation);
                _acknowledged.Release();
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The round is over.
        }
    }
}
