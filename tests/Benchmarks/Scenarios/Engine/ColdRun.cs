using System.Diagnostics;
using QueueService.Partitions.Settings;
using QueueService.Queues.Messages;

namespace QueueService.Benchmarks.Scenarios.Engine;

/// <summary>One run of <see cref="ColdScenario"/> on one store.</summary>
internal sealed class ColdRun(bool isExpired, CancellationToken cancellation)
{
    private const string Deep = "deep";
    private const string Other = "other";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly QueueName Queue = QueueName.Parse("cold.fifo");

    private readonly CommandTimes _sends = new();
    private readonly CommandTimes _receives = new();
    private readonly CommandTimes _acks = new();
    private readonly CommandTimes _stats = new();
    private readonly Stopwatch _watch = new();
    private long _appends;
    private TimeSpan? _firstOther;
    private bool _isOver;

    /// <summary>The cells of a row, without the first three.</summary>
    public string[] Figures =>
    [
        Reporting.Figures.Whole(_appends),
        _firstOther is { } first ? Reporting.Figures.Milliseconds(first) : "never",
        _sends.Percentiles,
        _acks.Percentiles,
        _stats.Percentiles,
        $"sends {_sends.Failures}; receives {_receives.Failures}; acks {_acks.Failures}; stats {_stats.Failures}",
    ];

    public async Task PrepareAsync(EngineService service, int messages, int inFlight)
    {
        QueueSettingsChange settings = new() { Retention = isExpired ? Limits.MinRetention : null };
        await service.CreateAsync(Queue.Value, settings, cancellation);
        long before = service.Store.Meter.Transactions;
        await EngineService.RepeatAsync(
            messages, inFlight, n => SendAsync(service, Deep, $"{n}"), cancellation);
        _appends = service.Store.Meter.Transactions - before;
        await service.Broker.ReceiveAsync(
            Queue, new ReceiveOptions(1, VisibilityTimeout: Limits.MaxVisibilityTimeout), cancellation);

        // Of an expired backlog nothing is left, so the other group's message comes after the restart.
        if (!isExpired)
            await SendAsync(service, Other, Other);
    }

    /// <summary>Commands from the start of a process on, for a time and until the other group was served.</summary>
    public async Task RunAsync(EngineService service, TimeSpan time, TimeSpan limit)
    {
        _watch.Restart();
        Task[] loops = [SendLoopAsync(service), StatsLoopAsync(service), ReceiveLoopAsync(service), ReceiveLoopAsync(
            service)];
        while (_watch.Elapsed < time || (_firstOther is null && _watch.Elapsed < limit))
            await Task.Delay(Pause, cancellation);
        _isOver = true;
        await Task.WhenAll(loops);
    }

    private Task<IReadOnlyList<SendResult>> SendAsync(EngineService service, string group, string id) =>
        service.Broker.SendAsync(Queue, [EngineService.Message(group, id)], cancellation);

    private async Task SendLoopAsync(EngineService service)
    {
        for (int n = 0; !Volatile.Read(ref _isOver); n++)
        {
            string id = $"later-{n}";
            await _sends.MeasureAsync(() => SendAsync(service, isExpired ? Other : $"{n % 50}", id));
            await Task.Delay(Pause, cancellation);
        }
    }

    private async Task StatsLoopAsync(EngineService service)
    {
        while (!Volatile.Read(ref _isOver))
        {
            await _stats.MeasureAsync(() => service.Broker.GetQueueAsync(Queue, cancellation));
            await Task.Delay(Pause, cancellation);
        }
    }

    private async Task ReceiveLoopAsync(EngineService service)
    {
        ReceiveOptions options = new(10, Wait: TimeSpan.FromSeconds(1));
        while (!Volatile.Read(ref _isOver))
        {
            IReadOnlyList<MessageView>? received = await _receives.MeasureAsync(
                () => service.Broker.ReceiveAsync(Queue, options, cancellation));
            if (received is not { Count: > 0 })
                continue;
            if (received.Any(message => string.Equals(message.GroupId, Other, StringComparison.Ordinal)))
                _firstOther ??= _watch.Elapsed;
            await _acks.MeasureAsync(() => service.Broker.AcknowledgeAsync(
                Queue, [.. received.Select(message => message.ReceiptHandle!)], cancellation));
        }
    }
}
