using System.Diagnostics;
using QueueService.Benchmarks.Reporting;
using QueueService.Partitions.Messages;
using QueueService.Queues.Messages;
using QueueService.Queues.Peek;

namespace QueueService.Benchmarks.Scenarios.Engine;

/// <summary>
/// One kind of round of <see cref="PeekScenario"/>: receives, with somebody who looks beside them or not.
/// </summary>
internal sealed class PeekRun(EngineService service, QueueName queue, bool isLookedAt, CancellationToken cancellation)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly PeekOrder[] Orders = [PeekOrder.Oldest, PeekOrder.Newest, PeekOrder.Due];

    private readonly CommandTimes _looks = new();
    private readonly List<CommandTimes> _rounds = [];

    /// <summary>Medians over the rounds of p50 and p99 of a receive in ms.</summary>
    public double[] Medians =>
    [
        Figures.Median(_rounds.Select(round => round.Percentile(0.5).TotalMilliseconds)),
        Figures.Median(_rounds.Select(round => round.Percentile(0.99).TotalMilliseconds)),
    ];

    /// <summary>p50 / p99 / max of a page in ms.</summary>
    public string Looks => isLookedAt ? _looks.Percentiles : "-";

    /// <summary>Sends, receives and acknowledges one message after the other.</summary>
    public async Task RunAsync(TimeSpan time, bool isCounted)
    {
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task looking = isLookedAt ? LookAsync(over.Token) : Task.CompletedTask;
        CommandTimes times = new();
        Stopwatch watch = Stopwatch.StartNew();
        while (watch.Elapsed < time)
        {
            await service.Broker.SendAsync(queue, [EngineService.Message()], cancellation);
            IReadOnlyList<MessageView>? received = await times.MeasureAsync(
                () => service.Broker.ReceiveAsync(queue, new ReceiveOptions(1), cancellation));
            if (received is not { Count: 1 })
                throw new BenchmarkFailedException("The message that was just sent was not received.");
            await service.AcknowledgeAsync(queue, received, cancellation);
        }

        if (isCounted)
            _rounds.Add(times);
        await over.CancelAsync();
        await looking;
    }

    private async Task LookAsync(CancellationToken over)
    {
        try
        {
            using PeriodicTimer pause = new(Every);
            for (int n = 0; ; n++)
            {
                PeekQuery query = new() { State = PeekState.InFlight, Order = Orders[n % Orders.Length], Limit = 100 };
                await _looks.MeasureAsync(() => service.Broker.PeekAsync(queue, query, over));
                await pause.WaitForNextTickAsync(over);
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The round is over.
        }
    }
}
